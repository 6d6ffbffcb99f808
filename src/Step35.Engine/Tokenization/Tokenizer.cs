using System.Buffers;
using System.Text;

namespace Step35.Engine.Tokenization;

/// <summary>Turns text into the model's tokens and tokens into text.</summary>
/// <remarks>Safe for concurrent calls; the engine owns the vocabulary.</remarks>
public sealed class Tokenizer
{
    // A recursion step of the native tokenizer takes less than 500 bytes, and a match spans two runs at most.
    private const int StackBytesPerCharacter = 2 * 1000;
    private const int ShallowRunCharacters = 400;
    private const int MaxRunCharacters = int.MaxValue / StackBytesPerCharacter;

    private readonly IVocabulary _vocabulary;
    private readonly SpecialTokenScanner _templateTokens;
    private readonly SpecialTokenScanner _forgeable;

    internal Tokenizer(IVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        LongestTokenLength = MeasureLongestToken(vocabulary);
        BeginningOfTextSpelling = BeginningOfText is { } token ? Decode([token], special: true) : string.Empty;
        _templateTokens = new SpecialTokenScanner(vocabulary.SpecialTokens);
        _forgeable = new SpecialTokenScanner(vocabulary.SpecialTokens.Where(token => token.IsMarkup && !token.IsControl));
    }

    /// <summary>Gets how the token that opens every prompt is spelled; empty when the model has none.</summary>
    internal string BeginningOfTextSpelling { get; }

    /// <summary>Gets the length of the longest token in characters, or a little more.</summary>
    internal int LongestTokenLength { get; }

    /// <summary>Gets the number of tokens in the vocabulary.</summary>
    public int VocabularySize => _vocabulary.Count;

    /// <summary>Gets the token that opens every prompt, or null when the model has none.</summary>
    public TokenId? BeginningOfText => _vocabulary.BeginningOfText;

    /// <summary>Finds the special token that is spelled exactly so.</summary>
    /// <param name="text">The spelling, for example <c>&lt;think&gt;</c>.</param>
    /// <returns>The token, or null when the vocabulary has no such special token.</returns>
    public TokenId? FindSpecial(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var special in _vocabulary.SpecialTokens)
            if (special.Text == text)
                return special.Id;
        return null;
    }

    /// <summary>Finds the special tokens that have no text in an output: markup that is neither made visible nor ends the turn.</summary>
    internal IEnumerable<TokenId> FindHidden(IReadOnlyList<TokenId> visible) =>
        _vocabulary.SpecialTokens
            .Where(token => token.IsMarkup && !visible.Contains(token.Id) && !_vocabulary.IsEndOfGeneration(token.Id))
            .Select(token => token.Id);

    /// <summary>Tokenizes plain text; no special token is recognised in it and none is added.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The tokens, in order.</returns>
    public IReadOnlyList<TokenId> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encode([new PromptSegment(text, IsTemplate: false)]);
    }

    /// <summary>
    /// Tokenizes a prompt: special tokens are recognised in the template's own text only, and every run between two of
    /// them is tokenized as a whole, so that ordinary text gives the tokens that llama-server gives for the same prompt.
    /// </summary>
    /// <param name="segments">The prompt, in order.</param>
    /// <returns>The tokens, in order.</returns>
    public IReadOnlyList<TokenId> Encode(IReadOnlyList<PromptSegment> segments) => EncodePrompt(segments).Tokens;

    /// <summary>Tokenizes a prompt as <see cref="Encode(IReadOnlyList{PromptSegment})"/> does, and finds its branch points.</summary>
    internal EncodedPrompt EncodePrompt(IReadOnlyList<PromptSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var tokens = new List<TokenId>();
        var branchPoints = new List<int>();
        var run = new StringBuilder();
        foreach (var segment in segments)
        {
            // Only at a special token is the place between two tokens for sure.
            if (segment.IsBranchPoint && segment.IsTemplate && _templateTokens.FindNext(segment.Text, 0) is { Start: 0 })
            {
                EncodeRun(run, tokens);
                branchPoints.Add(tokens.Count);
            }

            if (segment.IsTemplate)
                EncodeTemplate(segment.Text, run, tokens);
            else
                run.Append(segment.Text);
        }

        EncodeRun(run, tokens);
        return new EncodedPrompt(tokens, branchPoints);
    }

    /// <summary>Turns tokens into text.</summary>
    /// <param name="tokens">The tokens, in order.</param>
    /// <param name="special">Whether special tokens are spelled out; otherwise they have no text.</param>
    /// <returns>The text; bytes that are not UTF-8 become U+FFFD.</returns>
    public string Decode(IEnumerable<TokenId> tokens, bool special = false)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var decoder = new TokenTextDecoder(_vocabulary, special ? _ => true : _ => false);
        var text = new StringBuilder();
        foreach (var token in tokens)
            text.Append(decoder.Push(token));
        return text.Append(decoder.Flush()).ToString();
    }

    /// <summary>Gets the bytes that a token stands for, a special token's spelling included.</summary>
    internal ReadOnlyMemory<byte> GetBytes(TokenId token)
    {
        var bytes = new byte[LongestTokenLength];
        return bytes.AsMemory(0, _vocabulary.GetPiece(token, bytes, special: true));
    }

    // A token's bytes bound its characters.
    private static int MeasureLongestToken(IVocabulary vocabulary)
    {
        var longest = 1;
        Span<byte> nothing = [];
        for (var token = 0; token < vocabulary.Count; token++)
            longest = Math.Max(longest, Math.Abs(vocabulary.GetPiece(new TokenId(token), nothing, special: true)));
        return longest;
    }

    private void EncodeTemplate(string text, StringBuilder run, List<TokenId> tokens)
    {
        var position = 0;
        while (_templateTokens.FindNext(text, position) is { } match)
        {
            run.Append(text, position, match.Start - position);
            EncodeRun(run, tokens);
            tokens.Add(match.Token.Id);
            position = match.Start + match.Token.Text.Length;
        }

        run.Append(text, position, text.Length - position);
    }

    private void EncodeRun(StringBuilder run, List<TokenId> tokens)
    {
        var text = run.ToString();
        run.Clear();
        var position = 0;
        while (_forgeable.FindNext(text, position) is { } match)
        {
            // Cut after the first character: neither half is the special token any more, and no text is lost.
            EncodePlain(text.AsSpan(position, match.Start + 1 - position), tokens);
            position = match.Start + 1;
        }

        EncodePlain(text.AsSpan(position), tokens);
    }

    private void EncodePlain(ReadOnlySpan<char> text, List<TokenId> tokens)
    {
        if (text.IsEmpty)
            return;
        var longestRun = CharacterRuns.FindLongest(text);
        if (longestRun > MaxRunCharacters)
            throw new TokenizationException(
                $"The text holds {longestRun:N0} characters of one kind in a row; at most {MaxRunCharacters:N0} can be tokenized. "
                + "Break them up or leave them out.");
        var utf8 = Encoding.UTF8.GetBytes(text.ToString());
        if (longestRun <= ShallowRunCharacters)
            EncodeUtf8(utf8, tokens);
        else
            DeepStack.Run(longestRun * StackBytesPerCharacter, () => EncodeUtf8(utf8, tokens));
    }

    private void EncodeUtf8(byte[] utf8, List<TokenId> tokens)
    {
        // Every token of a byte-level vocabulary stands for at least one byte, so one rent is enough.
        var buffer = ArrayPool<TokenId>.Shared.Rent(utf8.Length + 1);
        try
        {
            var count = _vocabulary.Tokenize(utf8, buffer);
            if (count < 0)
                throw new TokenizationException(
                    $"A text of {utf8.Length:N0} bytes could not be tokenized with this model's vocabulary. Check that the model file is intact.");
            tokens.AddRange(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<TokenId>.Shared.Return(buffer);
        }
    }
}
