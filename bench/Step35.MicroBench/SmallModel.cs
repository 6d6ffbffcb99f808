using Step35.Engine;
using Step35.TestModels;

namespace Step35.MicroBench;

/// <summary>Loads the small trained model, whose vocabulary makes tokens that look like real ones.</summary>
internal static class SmallModel
{
    public static Step35Engine Load() => Step35Engine.LoadAsync(new EngineOptions { ModelPath = NanoModel.Path, WarmUp = false }).GetAwaiter().GetResult();
}
