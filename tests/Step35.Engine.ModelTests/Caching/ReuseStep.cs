namespace Step35.Engine.ModelTests.Caching;

/// <summary>One request of a random interleaving.</summary>
/// <param name="Chat">Which conversation it belongs to.</param>
/// <param name="Move">How it follows on the conversation's last request.</param>
/// <param name="Text">Which of the texts is put.</param>
/// <param name="Offset">Where an edit begins, counted from a branch point.</param>
/// <param name="EditTokens">How long an edit is; after a short one, the answer hangs on what was restored just before it.</param>
/// <param name="IsMarked">Whether the engine is told the branch points.</param>
/// <param name="LeavesAfter">After how many tokens the caller leaves; null to stay to the end.</param>
/// <param name="Waits">Whether the next request is sent only when all are answered.</param>
internal sealed record ReuseStep(
    int Chat,
    ReuseMove Move,
    int Text,
    int Offset = 0,
    int EditTokens = 1,
    bool IsMarked = true,
    int? LeavesAfter = null,
    bool Waits = true);
