using Step35.Engine.Tokenization;

namespace Step35.Engine.Generation;

/// <summary>Checks a request before any of it reaches native code.</summary>
internal static class GenerationRequestValidator
{
    private const int MaxGrammarLength = 4_000_000;

    // The native parser recurses into each parenthesis.
    private const int MaxGrammarDepth = 1_000;

    private const int MaxLikeliestTokens = 20;

    private static readonly SamplingOptionsValidator Sampling = new();

    /// <summary>Checks that a request can be copied.</summary>
    /// <exception cref="ArgumentNullException">A member is null.</exception>
    public static void CheckMembers(GenerationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Prompt);
        ArgumentNullException.ThrowIfNull(request.BranchPoints);
        ArgumentNullException.ThrowIfNull(request.Sampling);
        ArgumentNullException.ThrowIfNull(request.StopSequences);
        ArgumentNullException.ThrowIfNull(request.StopTokens);
        ArgumentNullException.ThrowIfNull(request.VisibleSpecialTokens);
        ArgumentNullException.ThrowIfNull(request.BannedTokens);
        if (request.Thinking is not { } thinking)
            return;
        ArgumentNullException.ThrowIfNull(thinking.Ends);
        ArgumentNullException.ThrowIfNull(thinking.Closing);
    }

    /// <exception cref="ArgumentException">A value is missing or out of its range.</exception>
    public static void Validate(GenerationRequest request, int vocabularySize)
    {
        CheckPrompt(request.Prompt, vocabularySize);
        CheckTokens(request.BannedTokens, vocabularySize, nameof(request));
        CheckBranchPoints(request);
        if (request.BannedTokens.Distinct().Count() == vocabularySize)
            throw new ArgumentException("BannedTokens holds the whole vocabulary; nothing is left to choose.", nameof(request));
        CheckGrammar(request.Grammar);
        if (request.MaxTokens < 1)
            throw new ArgumentException($"MaxTokens is {request.MaxTokens}; it must be at least 1, or null for no limit.", nameof(request));
        if (request.DraftTokens < 0)
            throw new ArgumentException($"DraftTokens is {request.DraftTokens}; it must be at least 0, or null for the engine's choice.", nameof(request));
        if (request.LikeliestTokens is < 0 or > MaxLikeliestTokens)
            throw new ArgumentException(
                $"LikeliestTokens is {request.LikeliestTokens}; it must be 0 to {MaxLikeliestTokens}, or null to tell nothing.", nameof(request));
        CheckThinking(request, vocabularySize);
        if (request.StopSequences.Any(string.IsNullOrEmpty))
            throw new ArgumentException("StopSequences holds an empty text or null; leave it out.", nameof(request));
        var sampling = Sampling.Validate(name: null, request.Sampling);
        if (sampling.Failed)
            throw new ArgumentException(sampling.FailureMessage, nameof(request));
    }

    /// <exception cref="ArgumentException">There is no token, or one that the vocabulary does not have.</exception>
    public static void CheckPrompt(IReadOnlyList<TokenId> prompt, int vocabularySize)
    {
        if (prompt.Count == 0)
            throw new ArgumentException("The prompt is empty; it needs at least one token.", nameof(prompt));
        CheckTokens(prompt, vocabularySize, nameof(prompt));
    }

    private static void CheckThinking(GenerationRequest request, int vocabularySize)
    {
        if (request.Thinking is not { } thinking)
            return;
        if (thinking.MaxTokens < 1)
            throw new ArgumentException(
                $"Thinking.MaxTokens is {thinking.MaxTokens}; it must be at least 1, or Thinking null for no limit.", nameof(request));
        if (!thinking.Closing.Intersect(thinking.Ends).Any())
            throw new ArgumentException("Thinking.Closing holds none of Thinking.Ends and would close nothing; add one.", nameof(request));
        CheckTokens([thinking.Start, .. thinking.Ends, .. thinking.Closing], vocabularySize, nameof(request));
    }

    private static void CheckGrammar(GenerationGrammar? grammar)
    {
        if (grammar is null)
            return;
        if (string.IsNullOrWhiteSpace(grammar.Text) || string.IsNullOrWhiteSpace(grammar.Root))
            throw new GrammarException("The grammar has no text or no root rule; give both, or leave the grammar out.");
        if (grammar.Text.Length > MaxGrammarLength)
            throw new GrammarException($"The grammar has {grammar.Text.Length:N0} characters; at most {MaxGrammarLength:N0} can be used.");
        var (depth, rules) = GrammarSize.Measure(grammar.Text);
        if (rules > GrammarSize.MaxRules)
            throw new GrammarException(
                $"The grammar has {rules:N0} rules, groups and repetitions included; at most {GrammarSize.MaxRules:N0} can be used.");
        if (depth > MaxGrammarDepth)
            throw new GrammarException($"The grammar nests parentheses more than {MaxGrammarDepth:N0} deep; name rules instead.");
    }

    private static void CheckBranchPoints(GenerationRequest request)
    {
        var previous = 0;
        foreach (var point in request.BranchPoints)
        {
            if (point < previous || point > request.Prompt.Count)
                throw new ArgumentException(
                    $"BranchPoints holds {point} after {previous}; it must ascend and stay within the prompt's {request.Prompt.Count} tokens.",
                    nameof(request));
            previous = point;
        }
    }

    private static void CheckTokens(IReadOnlyList<TokenId> tokens, int vocabularySize, string name)
    {
        foreach (var token in tokens)
            if ((uint)token.Value >= (uint)vocabularySize)
                throw new ArgumentException($"Token {token.Value} is outside the vocabulary of {vocabularySize} tokens.", name);
    }
}
