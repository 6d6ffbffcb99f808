namespace Step35.Engine.Sessions;

/// <summary>What a session must fit.</summary>
/// <param name="Identity">The model and the way it runs.</param>
/// <param name="MaxStateBytes">The most that its state may take.</param>
internal sealed record SessionLimits(byte[] Identity, long MaxStateBytes);
