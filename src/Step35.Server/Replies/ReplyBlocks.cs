using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.AI.Prompting;
using Step35.Server.Dialects;

namespace Step35.Server.Replies;

/// <summary>Sorts the contents of a reply into blocks.</summary>
/// <remarks>
/// A state object without IO. Invariants: at most one block is open; indexes are without gaps; however the updates are cut, the
/// same blocks come out. Each call returns the same list, filled anew.
/// </remarks>
internal sealed class ReplyBlocks
{
    private readonly List<ReplyBlock> _all = [];
    private readonly List<ReplyStep> _steps = [];
    private readonly HashSet<string> _begunCalls = new(StringComparer.Ordinal);
    private readonly List<TextToken> _untoldTokens = [];
    private ReplyBlock? _open;

    public IReadOnlyList<ReplyBlock> All => _all;

    public UsageDetails Usage { get; } = new();

    /// <summary>Gets why the reply ended, as the model says it.</summary>
    public ChatFinishReason FinishReason { get; private set; } = ChatFinishReason.Stop;

    /// <summary>Gets a value indicating whether the reply was cut off, by a limit or in the middle of a loop.</summary>
    public bool IsCutOff => FinishReason != ChatFinishReason.Stop && FinishReason != ChatFinishReason.ToolCalls;

    /// <summary>Gets a value indicating whether the model began a call that turned out to be none.</summary>
    public bool HasBrokenCall => !IsCutOff && _all.Any(block => !block.IsWhole);

    /// <summary>Gets the caller's text at which the reply ended, if it did.</summary>
    public string? StopSequence => Facts.GetValueOrDefault(ResponseFacts.StopSequence) as string;

    /// <summary>Gets what else the model says about the reply.</summary>
    public AdditionalPropertiesDictionary Facts { get; } = [];

    /// <summary>Sorts a whole reply.</summary>
    public static ReplyBlocks Of(ChatResponse answer)
    {
        var blocks = new ReplyBlocks();
        foreach (var update in answer.ToChatResponseUpdates())
            blocks.Push(update);
        blocks.Close();
        return blocks;
    }

    /// <summary>Joins the blocks of one kind.</summary>
    public string Join(ReplyBlockKind kind) => string.Concat(_all.Where(block => block.Kind == kind).Select(block => block.Text));

    /// <summary>Takes the next update and returns what happens by it.</summary>
    public IReadOnlyList<ReplyStep> Push(ChatResponseUpdate update)
    {
        _steps.Clear();
        FinishReason = update.FinishReason ?? FinishReason;
        foreach (var (name, value) in update.AdditionalProperties ?? [])
            Facts[name] = value;
        foreach (var content in update.Contents)
            Push(content);
        return _steps;
    }

    /// <summary>Ends the reply and returns what happens by that.</summary>
    public IReadOnlyList<ReplyStep> Close()
    {
        _steps.Clear();
        CloseBlock();
        // What still waits came too late for its text, which a call has ended.
        _all.FindLast(static block => block.Kind == ReplyBlockKind.Text)?.Append(_untoldTokens);
        _untoldTokens.Clear();
        return _steps;
    }

    private void Push(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                Push(ReplyBlockKind.Reasoning, reasoning.Text);
                if (ShortenedThought.IsIn(reasoning) && _open?.Kind == ReplyBlockKind.Reasoning)
                    _open.AppendWords(ShortenedThought.Read(reasoning));
                break;
            case TextContent text:
                Push(ReplyBlockKind.Text, text.Text);
                break;
            case TextLikelihoodContent likelihood:
                Push(likelihood.Tokens);
                break;
            case FunctionArgumentsDelta arguments:
                Push(arguments);
                break;
            case FunctionCallContent call:
                Push(call);
                break;
            case UsageContent usage:
                Usage.Add(usage.Details);
                break;
        }
    }

    private void Push(ReplyBlockKind kind, string piece)
    {
        if (piece.Length == 0)
            return;
        if (_open?.Kind != kind)
            Open(new ReplyBlock(kind, _all.Count) { IsWhole = true });
        Append(piece);
        TellTokens();
    }

    // Tokens follow the piece of text that they are; half a character comes before it.
    private void Push(IReadOnlyList<TextToken> tokens)
    {
        _untoldTokens.AddRange(tokens);
        TellTokens();
    }

    private void TellTokens()
    {
        if (_untoldTokens.Count == 0 || _open?.Kind != ReplyBlockKind.Text)
            return;
        if (_steps is not [.., { Kind: ReplyStepKind.Append }])
            Append("");
        _open.Append(_untoldTokens);
        _steps[^1] = _steps[^1] with { Tokens = [.. _steps[^1].Tokens, .. _untoldTokens] };
        _untoldTokens.Clear();
    }

    private void Push(FunctionArgumentsDelta arguments)
    {
        if (_begunCalls.Add(arguments.CallId))
            OpenCall(arguments.CallId, arguments.Name);
        if (_open?.CallId == arguments.CallId && arguments.Delta.Length > 0)
            Append(arguments.Delta);
    }

    // A call whose arguments came piece by piece comes once more as a whole; that ends it.
    private void Push(FunctionCallContent call)
    {
        if (!_begunCalls.Remove(call.CallId))
        {
            OpenCall(call.CallId, call.Name);
            Append(CallArguments.Write(call));
        }

        if (_open?.CallId != call.CallId)
            return;
        _open.IsWhole = true;
        CloseBlock();
    }

    private void OpenCall(string callId, string functionName) =>
        Open(new ReplyBlock(ReplyBlockKind.Call, _all.Count) { CallId = callId, FunctionName = functionName });

    private void Open(ReplyBlock block)
    {
        CloseBlock();
        _all.Add(_open = block);
        _steps.Add(new ReplyStep(ReplyStepKind.Open, block));
    }

    private void Append(string piece)
    {
        _open!.Append(piece);
        _steps.Add(new ReplyStep(ReplyStepKind.Append, _open, piece));
    }

    private void CloseBlock()
    {
        if (_open is not null)
            _steps.Add(new ReplyStep(ReplyStepKind.Close, _open));
        _open = null;
    }
}
