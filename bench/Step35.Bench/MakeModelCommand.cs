using System.CommandLine;
using Step35.Bench.Model;

namespace Step35.Bench;

/// <summary><c>make-model PATH [--seed N]</c></summary>
internal static class MakeModelCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "The GGUF file to write." };
        var seed = new Option<int>("--seed") { Description = "The seed of the weights.", DefaultValueFactory = _ => 1 };
        var command = new Command("make-model", "Writes step35-bench, a random model with all 288 experts.") { path, seed };
        command.SetAction(parsed => BenchModel.Write(parsed.GetRequiredValue(path), parsed.GetValue(seed)));
        return command;
    }
}
