namespace Step35.Bench.Contestants;

/// <summary>One of the two that are measured.</summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Gets how a message calls it.</summary>
    string Name { get; }

    /// <summary>Gets how much processor time its process has used.</summary>
    TimeSpan ProcessorTime { get; }

    /// <summary>Completes a prompt greedily to its full length.</summary>
    Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken);
}
