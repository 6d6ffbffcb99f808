using Step35.Engine.Caching;

namespace Step35.Engine.Scheduling;

/// <summary>Work on the prefix cache that a caller has asked for; the scheduler does it between two steps.</summary>
internal abstract class CacheCall
{
    /// <summary>Gets a value indicating whether the work waits for a free sequence.</summary>
    public bool NeedsSequence { get; init; }

    /// <summary>Gets a value indicating whether nobody waits for the work any more.</summary>
    public abstract bool IsDone { get; }

    public abstract void Run(PrefixCache cache);

    public abstract void Fail(Step35Exception error);
}
