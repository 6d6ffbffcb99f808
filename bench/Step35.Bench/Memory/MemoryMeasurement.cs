using System.Diagnostics;
using Step35.Bench.Contestants;
using Step35.Bench.Scenarios;
using Step35.Engine;
using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.Engine.Tuning;
using Step35.TestModels;

namespace Step35.Bench.Memory;

/// <summary>Looks how much memory a model takes whose conversations are as long as can be, and whether the plan knew it.</summary>
internal static class MemoryMeasurement
{
    private const double Megabyte = 1e6;
    private const int AnswerLength = 64;

    /// <summary>Measures, once in the life of a process: a peak does not go down.</summary>
    public static async Task<MemoryRow> RunAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        // The runtime, the native core and compiled code belong to the program, not to the model; a tiny one brings them in.
        await FillAsync(new EngineOptions { ModelPath = NanoModel.Path, Threads = options.Threads, ContextLength = 512 }, cancellationToken);
        var before = Environment.WorkingSet;
        var plan = await FillAsync(options, cancellationToken);
        return new MemoryRow(
            plan.Settings.Sequences,
            plan.Settings.ContextLength,
            plan.Devices.Sum(device => device.UsedBytes) / Megabyte,
            before / Megabyte,
            Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte);
    }

    private static async Task<MemoryPlan> FillAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        await using var engine = new EngineContestant(await Step35Engine.LoadAsync(options, cancellationToken: cancellationToken));
        // The machine's devices are known once the native core is loaded.
        var plan = MemoryPlan.Create(GgufFile.Open(options.ModelPath!), MachineProbe.Describe(options), options.ToRequest());
        var text = new PromptText(engine.Tokenizer, seed: 0);
        var length = plan.Settings.ContextLength - AnswerLength;
        var requests = Enumerable.Range(0, plan.Settings.Sequences).Select(_ => new CompletionRequest(text.Chat(length), AnswerLength)).ToList();
        await Task.WhenAll(requests.Select(request => engine.CompleteAsync(request, cancellationToken)));
        return plan;
    }
}
