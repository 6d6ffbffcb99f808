using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.AI.Requests;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Completions;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI;

/// <summary>Asks how likely the tokens of an answer were, and words what comes of it.</summary>
internal static class Likelihood
{
    private const int Most = 20;

    /// <summary>Asks for the likelihood of each token, and for so many of the likeliest in its place; null asks for nothing.</summary>
    public static ChatCall WithLikelihood(this ChatCall call, int? likeliest, string field)
    {
        if (likeliest is not { } count)
            return call;
        if (count is < 0 or > Most)
            throw ApiException.Wrong(field, $"{count} is not between 0 and {Most}.");
        var options = call.Options.Clone();
        (options.AdditionalProperties ??= [])[AdditionalOptions.LikeliestTokens] = count;
        return call with { Options = options };
    }

    /// <summary>Asks for the likelihood of each token where another field does, and then for 'top_logprobs' of the likeliest in its place.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isAsked">Whether that field asks for it.</param>
    /// <param name="likeliest">What 'top_logprobs' says.</param>
    /// <param name="lack">What is wrong with that field where it does not ask, and what to change.</param>
    public static ChatCall WithTopLogprobs(this ChatCall call, bool isAsked, int? likeliest, string lack)
    {
        const string Field = "top_logprobs";
        if (!isAsked && likeliest > 0)
            throw ApiException.Wrong(Field, $"{lack}, or leave both out.");
        return call.WithLikelihood(isAsked ? likeliest ?? 0 : null, Field);
    }

    /// <summary>Finds the tokens that a reply, or a piece of it, tells of.</summary>
    public static IReadOnlyList<TextToken> TokensOf(IEnumerable<AIContent> contents) =>
        [.. contents.OfType<TextLikelihoodContent>().SelectMany(content => content.Tokens)];

    /// <summary>Finds the tokens that a whole answer tells of.</summary>
    public static IReadOnlyList<TextToken> TokensOf(ChatResponse answer) => TokensOf(answer.Messages.SelectMany(static message => message.Contents));

    /// <summary>Words a completion's tokens; null when there are none.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="offsets">Finds where they begin.</param>
    public static CompletionLogprobs? ToCompletion(IReadOnlyList<TextToken> tokens, TokenOffsets offsets) => tokens.Count == 0 ? null : new()
    {
        Tokens = [.. tokens.Select(static token => token.Text)],
        TokenLogprobs = [.. tokens.Select(static token => token.LogProbability)],
        TopLogprobs = [.. tokens.Select(ToTable)],
        TextOffset = [.. tokens.Select(offsets.Next)],
    };

    // Tokens that are no whole character may look alike; the likeliest stands for all.
    private static Dictionary<string, float> ToTable(TextToken token) => token.Likeliest
        .DistinctBy(static likely => likely.Text)
        .ToDictionary(static likely => likely.Text, static likely => likely.LogProbability);
}
