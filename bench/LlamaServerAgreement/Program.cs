using System.CommandLine;
using Step35.Bench.LlamaServerAgreement;

var server = new Argument<string>("llama-server") { Description = "The llama-server program, of the llama.cpp release that this repository pins." };
var model = new Option<string>("--model")
{
    Description = "The GGUF file that both run.",
    DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf"),
};
var threads = new Option<int>("--threads") { Description = "Threads of each side.", DefaultValueFactory = _ => 1 };

var command = new RootCommand("Compares prompt and answer tokens with llama-server at temperature 0.") { server, model, threads };
command.SetAction((parsed, cancellationToken) =>
    Comparison.RunAsync(parsed.GetValue(server)!, parsed.GetValue(model)!, parsed.GetValue(threads), cancellationToken));
return await command.Parse(args).InvokeAsync();
