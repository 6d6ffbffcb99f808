using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Telemetry;

namespace Step35.Engine.Tests.Scheduling;

/// <summary>Requests that wake no scheduler and whose reports nobody hears.</summary>
internal static class UnheardRequest
{
    private static readonly EngineTelemetry Telemetry = new("unheard", TimeProvider.System);

    public static PendingGeneration Post(GenerationRequest request, long postedAt = 0) =>
        new(request, postedAt, static () => { }, Telemetry.Post(request, postedAt));
}
