using System.CommandLine;
using Step35.Bench.Reporting;
using Step35.Engine.Decoding;

namespace Step35.Bench;

/// <summary>The options that several commands take.</summary>
internal static class SharedOptions
{
    public static Option<string> Server { get; } = new("--llama-server")
    {
        Description = "The llama-server program, of the llama.cpp release that this repository pins.",
        Required = true,
    };

    public static Option<string?> Model { get; } = new("--model")
    {
        Description = "The one GGUF file to measure on. Default: step35-nano and step35-bench.",
    };

    public static Option<int> Threads { get; } = Within(1, Environment.ProcessorCount, new Option<int>("--threads")
    {
        Description = "Compute threads of each side. Default: the physical cores.",
        DefaultValueFactory = _ => CpuTopology.PhysicalCoreCount,
    });

    public static Option<bool> Json { get; } = new("--json") { Description = "One JSON object a line instead of a table." };

    /// <summary>Gets the models that the command is to measure on.</summary>
    public static IReadOnlyList<string> ReadModels(ParseResult parsed) => parsed.GetValue(Model) is { } path ? [path] : BenchModels.FindOrMake();

    /// <summary>Makes what writes the tables of a measurement.</summary>
    public static ITableWriter CreateWriter(ParseResult parsed) =>
        parsed.GetValue(Json) ? new JsonTableWriter(Console.Out) : new MarkdownTableWriter(Console.Out);

    /// <summary>Refuses values of an option that are out of its range.</summary>
    public static Option<T> Within<T>(int least, int most, Option<T> option)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is int value && (value < least || value > most))
                result.AddError($"{option.Name} is {value}; it must be from {least} to {most}.");
        });
        return option;
    }
}
