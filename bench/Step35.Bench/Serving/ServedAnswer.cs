namespace Step35.Bench.Serving;

/// <summary>An answer as its client saw it; times are timestamps.</summary>
/// <param name="Asked">When the request was sent.</param>
/// <param name="First">When its first text came, or its end where it had none.</param>
/// <param name="Ended">When it was over.</param>
/// <param name="Tokens">How many tokens the server says it wrote.</param>
internal sealed record ServedAnswer(long Asked, long First, long Ended, int Tokens);
