using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
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
    private bool _isStarted;

    /// <summary>Takes a token that stands in the text.</summary>
    public void Push(GenerationUpdate update)
    {
        if (update is not { Token: { } token, Likelihood: { } likelihood } || EndsText(update.Summary?.FinishReason))
            return;
        if (_isStarted || !IsSpace(update.Text))
            _held.Add(ToText(new LikelyToken(token, likelihood.LogProbability)) with { Likeliest = [.. likelihood.Likeliest.Select(ToText)] });
    }

    /// <summary>Drops what is held: it was no text.</summary>
    public void Drop()
    {
        _held.Clear();
        _isStarted = false;
    }

    /// <summary>Tells the tokens of the text that is told now.</summary>
    public IEnumerable<AIContent> Take()
    {
        _isStarted = true;
        if (_held.Count == 0)
            return [];
        TextToken[] taken = [.. _held];
        _held.Clear();
        return [new TextLikelihoodContent(taken)];
    }

    private static bool EndsText(FinishReason? reason) => reason is FinishReason.EndOfTurn or FinishReason.StopSequence;

    private static bool IsSpace(string text) => text.Length > 0 && TemplateSpace.Trim(text).Length == 0;

    private TextToken ToText(LikelyToken token) => new(tokenizer.GetBytes(token.Token), token.LogProbability);
}
