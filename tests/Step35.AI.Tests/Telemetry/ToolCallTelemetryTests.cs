using System.Diagnostics.Metrics;
using Step35.AI.Parsing.Repairs;
using Step35.AI.Telemetry;
using Step35.Engine.Telemetry;

namespace Step35.AI.Tests.Telemetry;

public sealed class ToolCallTelemetryTests
{
    private const string Instrument = "step35.tool_call.repairs";

    [Fact]
    public void Repaired_TwoKinds_CountsEach()
    {
        var counted = new List<string>();
        using var listener = Listen("counted", repair => counted.Add(repair));

        new ToolCallTelemetry("counted").Repaired(ToolCallRepairs.MissingCloser | ToolCallRepairs.Literal);
        new ToolCallTelemetry("counted").Repaired(ToolCallRepairs.None);

        Assert.Equal(["missing_closer", "literal"], counted);
    }

    [Fact]
    public async Task GetResponse_DamagedCall_IsCounted()
    {
        var counted = new List<string>();
        await using var chat = new ScriptedChat("</think><function=get_weather>\n<parameter=city>\nOslo\n</parameter>\n</function>");
        using var listener = Listen(chat.Client.ModelId, counted.Add);

        await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        Assert.Contains("missing_opener", counted);
    }

    [Fact]
    public void Repaired_ListenerThrows_IsNotTheCallersConcern()
    {
        using var listener = Listen("thrown", _ => throw new InvalidOperationException());
        new ToolCallTelemetry("thrown").Repaired(ToolCallRepairs.Name);
    }

    [Fact]
    public void NamesOf_EveryRepair_HasItsOwnName() =>
        Assert.Equal(
            Enum.GetValues<ToolCallRepairs>().Length - 1,
            Enum.GetValues<ToolCallRepairs>().SelectMany(ToolCallTelemetry.NamesOf).Distinct().Count());

    private static MeterListener Listen(string model, Action<string> count)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Step35Telemetry.MeterName && instrument.Name == Instrument)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary();
            if ((string?)values["gen_ai.request.model"] == model)
                count((string)values["step35.tool_call.repair"]!);
        });
        listener.Start();
        return listener;
    }
}
