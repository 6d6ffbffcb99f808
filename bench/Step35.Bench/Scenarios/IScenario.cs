using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>Something that users do, and what of it is measured.</summary>
internal interface IScenario
{
    /// <summary>Gets the name by which it is chosen.</summary>
    string Name { get; }

    /// <summary>Gets how many conversations run side by side.</summary>
    int Conversations { get; }

    IReadOnlyList<Measure> Measures { get; }

    /// <summary>Does it once.</summary>
    /// <returns>The answers, in the same order for both sides.</returns>
    Task<IReadOnlyList<Completion>> RunAsync(IContestant contestant, PromptText text, CancellationToken cancellationToken);

    /// <summary>Draws what numbers alone do not show, a line each.</summary>
    IReadOnlyList<string> Draw(IReadOnlyList<IReadOnlyList<Completion>> ours, IReadOnlyList<IReadOnlyList<Completion>> theirs) => [];
}
