using System.Diagnostics;
using System.Diagnostics.Metrics;
using Step35.AI.Parsing.Repairs;
using Step35.Engine.Telemetry;

namespace Step35.AI.Telemetry;

/// <summary>Counts what had to be mended in the calls of one model.</summary>
/// <remarks>
/// Safe for concurrent calls. Calls are read from engines elsewhere, too, so the counter belongs to no engine; it shares their meter's
/// name, which applications already listen to.
/// </remarks>
internal sealed class ToolCallTelemetry(string model)
{
    private static readonly (ToolCallRepairs Repair, string Name)[] Names =
    [
        (ToolCallRepairs.CallInReasoning, "call_in_reasoning"),
        (ToolCallRepairs.MissingOpener, "missing_opener"),
        (ToolCallRepairs.MissingCloser, "missing_closer"),
        (ToolCallRepairs.TagSpelling, "tag_spelling"),
        (ToolCallRepairs.JsonCall, "json_call"),
        (ToolCallRepairs.WrappedArguments, "wrapped_arguments"),
        (ToolCallRepairs.Name, "name"),
        (ToolCallRepairs.Literal, "literal"),
        (ToolCallRepairs.EncodedValue, "encoded_value"),
        (ToolCallRepairs.Entities, "entities"),
        (ToolCallRepairs.CodeFence, "code_fence"),
        (ToolCallRepairs.Choice, "choice"),
    ];

    // A meter introduces itself to every listener when it is made, and one of them may throw: then there is none until the next try.
    private static Meter? _meter;
    private static Counter<long>? _repairs;

    /// <summary>Names each kind of repair.</summary>
    public static IEnumerable<string> NamesOf(ToolCallRepairs repairs) => Names.Where(kind => repairs.HasFlag(kind.Repair)).Select(kind => kind.Name);

    public void Repaired(ToolCallRepairs repairs)
    {
        foreach (var name in NamesOf(repairs))
            ListenerGuard.Report((model, name), static repair => Count(repair.model, repair.name));
    }

    private static void Count(string model, string repair)
    {
        _meter ??= new Meter(Step35Telemetry.MeterName, Step35Telemetry.Version);
        _repairs ??= _meter.CreateCounter<long>("step35.tool_call.repairs", "{repair}", "Repairs of calls that the model wrote.");
        _repairs.Add(1, new TagList { { AttributeNames.RequestModel, model }, { "step35.tool_call.repair", repair } });
    }
}
