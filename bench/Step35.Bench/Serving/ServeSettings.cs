namespace Step35.Bench.Serving;

/// <summary>What is measured over HTTP.</summary>
internal sealed record ServeSettings
{
    public required string ServerPath { get; init; }

    public required IReadOnlyList<string> ModelPaths { get; init; }

    public required int Threads { get; init; }

    public required int Runs { get; init; }

    /// <summary>Gets how many requests a run has, all clients together.</summary>
    public required int Requests { get; init; }

    /// <summary>Gets how many clients ask at once, one trial after the other.</summary>
    public required IReadOnlyList<int> Clients { get; init; }
}
