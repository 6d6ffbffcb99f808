namespace Step35.Engine.Scheduling;

/// <summary>The engine was disposed before the request was finished.</summary>
public sealed class EngineStoppedException : Step35Exception
{
    internal EngineStoppedException()
        : base("The engine was disposed before the request was finished. Send the request to a living engine.")
    {
    }
}
