using System.Numerics;
using Step35.AI.Prompting;
using Step35.Engine;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;

namespace Step35.AI.Overflow;

/// <summary>Leaves out the oldest turns of a conversation that the context cannot hold.</summary>
/// <remarks>
/// Every part of a prompt begins with a special token, so the parts' tokens join to the tokens of the whole: each part is tokenized once,
/// the newest turns first and only as far as they fit. The work is bounded by the context, not by the conversation.
/// </remarks>
internal sealed class TurnDropper
{
    private readonly Step35Engine _engine;
    private readonly EncodedPrompt _start;
    private readonly EncodedPrompt _end;
    private readonly IReadOnlyList<PromptTurn> _oldTurns;

    // What stays of each old turn when it is left out: its system messages.
    private readonly IReadOnlyList<EncodedPrompt> _remains;

    private TurnDropper(Step35Engine engine, PromptRequest request)
    {
        _engine = engine;
        var turns = PromptTurn.Split(request.Messages);
        _oldTurns = [.. turns.SkipLast(1)];
        var start = PromptRenderer.RenderStart(request);
        var remains = _oldTurns.Select(turn => PromptRenderer.RenderOldTurn(turn.SystemOnly)).ToList();
        var end = PromptRenderer.RenderEnd(request, turns is [.., var last] ? last : null);
        // Many short messages pass the engine's own check one by one.
        engine.RefuseIfTooLong([.. start, .. remains.SelectMany(segments => segments), .. end]);
        _start = engine.EncodePrompt(start);
        _end = engine.EncodePrompt(end);
        _remains = [.. remains.Select(engine.EncodePrompt)];
    }

    /// <summary>Tokenizes a prompt, without its oldest turns where it leaves no room for the answer.</summary>
    /// <exception cref="ContextFullException">What must stay is plainly too long.</exception>
    public static FittedPrompt Fit(Step35Engine engine, PromptRequest request, int? maxOutputTokens)
    {
        var context = engine.Model.ContextLength;
        var answer = maxOutputTokens is { } most ? Math.Min(most, context / 2) : Math.Min(1024, context / 4);
        return new TurnDropper(engine, request).Fit(context - answer);
    }

    private FittedPrompt Fit(int room)
    {
        var fitting = EncodeNewest(room);
        var first = ChooseFirst(_oldTurns.Count - fitting.Count);
        var parts = _remains.Take(first).Prepend(_start).Concat(fitting.TakeLast(_oldTurns.Count - first)).Append(_end);
        return new FittedPrompt(Join(parts), CountMessages(_oldTurns.Take(first)));
    }

    /// <summary>Tokenizes old turns from the newest backwards while they fit; gives them oldest first.</summary>
    private List<EncodedPrompt> EncodeNewest(int room)
    {
        var fitting = new List<EncodedPrompt>();
        var free = room - _start.Tokens.Count - _end.Tokens.Count - _remains.Sum(part => part.Tokens.Count);
        for (var i = _oldTurns.Count - 1; i >= 0; i--)
        {
            free += _remains[i].Tokens.Count;
            var segments = PromptRenderer.RenderOldTurn(_oldTurns[i]);
            if (_engine.CountLeastTokens(segments) > free)
                break;
            var turn = _engine.EncodePrompt(segments);
            free -= turn.Tokens.Count;
            if (free < 0)
                break;
            fitting.Add(turn);
        }

        fitting.Reverse();
        return fitting;
    }

    /// <summary>Chooses the first turn that stays: the roundest number from the first that fits to a quarter of them further.</summary>
    /// <remarks>
    /// Each other first turn makes the engine compute all that follow it anew. As a conversation grows, this range moves on turn by
    /// turn, but the roundest number in it, the one that ends in the most binary zeros, stays the same until the range has passed it.
    /// </remarks>
    private int ChooseFirst(int firstFitting)
    {
        if (firstFitting == 0)
            return 0;
        var last = firstFitting + ((_oldTurns.Count - firstFitting) / 4);
        var zeros = BitOperations.Log2((uint)((firstFitting - 1) ^ last));
        return last >> zeros << zeros;
    }

    private static int CountMessages(IEnumerable<PromptTurn> dropped) => dropped
        .SelectMany(turn => turn.Messages)
        .Where(message => message.Role != PromptRole.System)
        .DistinctBy(message => message.SourceIndex)
        .Count();

    private static EncodedPrompt Join(IEnumerable<EncodedPrompt> parts)
    {
        var tokens = new List<TokenId>();
        var branchPoints = new List<int>();
        foreach (var part in parts)
        {
            branchPoints.AddRange(part.BranchPoints.Select(point => tokens.Count + point));
            tokens.AddRange(part.Tokens);
        }

        return new EncodedPrompt(tokens, branchPoints);
    }
}
