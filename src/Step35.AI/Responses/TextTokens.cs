using Microsoft.Extensions.AI;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.AI.Responses;

/// <summary>Follows which tokens an answer's text is made of, and tells how likely they were as soon as the text is told.</summary>
/// <remarks>
/// Text may be held back until it is known to be no tag, no stop sequence and no space at an end; its tokens are held as long. A token that
/// ends the answer belongs to no text.
/// </remarks>
internal sealed class TextTokens(Tokenizer tokenizer)
{
    private readonly List<TextToken> _held = [];
    private readonly List<TextToken> _read = [];

    /// <summary>Takes a token that stands where text does; it may still turn out to be none.</summary>
    public void Push(GenerationUpdate update)
    {
        if (update is not { Token: { } token, Likelihood: { } likelihood } || EndsText(update.Summary?.FinishReason))
            return;
        if (HasText(token, update.Text))
            _held.Add(ToText(new LikelyToken(token, likelihood.LogProbability)) with { Likeliest = [.. likelihood.Likeliest.Select(ToText)] });
    }

    /// <summary>Settles that what is held is text, which may be told now or later.</summary>
    public void Settle()
    {
        _read.AddRange(_held);
        _held.Clear();
    }

    /// <summary>Drops what is held: it was no text.</summary>
    public void Drop() => _held.Clear();

    /// <summary>Tells the tokens of the text that is told now.</summary>
    public IEnumerable<AIContent> Take()
    {
        if (_read.Count == 0)
            return [];
        TextToken[] taken = [.. _read];
        _read.Clear();
        return [new TextLikelihoodContent(taken)];
    }

    private static bool EndsText(FinishReason? reason) => reason is FinishReason.EndOfTurn or FinishReason.StopSequence;

    // Half a character, or text that is held back, comes with a later token; a special token may have none at all.
    private bool HasText(TokenId token, string text) => text.Length > 0 || tokenizer.Decode([token]).Length > 0;

    private TextToken ToText(LikelyToken token) => new(tokenizer.GetBytes(token.Token), token.LogProbability);
}
