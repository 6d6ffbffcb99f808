namespace Step35.Engine.ModelTests.Caching;

/// <summary>What an engine has to keep conversations in.</summary>
/// <param name="Sequences">How many requests run side by side.</param>
/// <param name="CheckpointBytes">The budget of the checkpoints.</param>
/// <param name="StoreBytes">The budget of the conversations that gave way.</param>
/// <param name="BatchTokens">The most tokens of a step; few of them leave the sliding layers little to remember in.</param>
internal sealed record ReuseSetting(int Sequences, long CheckpointBytes, long StoreBytes, int BatchTokens)
{
    public EngineOptions Of(string modelPath, int contextLength) => new()
    {
        ModelPath = modelPath,
        ContextLength = contextLength,
        MaxSequences = Sequences,
        MaxBatchTokens = BatchTokens,
        PrefillSliceTokens = BatchTokens / 2,
        CheckpointBytes = CheckpointBytes,
        PrefixStoreBytes = StoreBytes,
        Threads = 1,
        WarmUp = false,
    };
}
