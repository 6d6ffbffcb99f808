namespace Step35.Engine.Telemetry;

/// <summary>How much of an engine is in use at a moment.</summary>
/// <param name="WaitingRequests">How many requests wait for their turn.</param>
/// <param name="BusySequences">How many sequences belong to a running request.</param>
/// <param name="KvTokens">How many computed tokens the KV cache holds, those of past requests included.</param>
/// <param name="KvCapacity">How many tokens it can hold.</param>
/// <param name="CheckpointBytes">What the checkpoints take.</param>
/// <param name="StoredBytes">What the conversations take whose place in the KV cache was given to others.</param>
internal readonly record struct EngineLoad(
    int WaitingRequests, int BusySequences, long KvTokens, long KvCapacity, long CheckpointBytes, long StoredBytes)
{
    public double KvShare => (double)KvTokens / KvCapacity;
}
