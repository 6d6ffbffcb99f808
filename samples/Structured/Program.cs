using System.CommandLine;
using Step35.Samples.Structured;

var files = new Argument<string[]>("files")
{
    Description = "Text files with one order each; without any, the sample texts.",
    Arity = ArgumentArity.ZeroOrMore,
};
var model = new Option<string>("--model")
{
    Description = "A Step-3.5 GGUF file, a folder that holds one, or hf:OWNER/REPO; else the connection string 'step35', or a small model.",
};
var csv = new Option<bool>("--csv") { Description = "Writes CSV instead of a table." };

files.Validators.Add(result =>
{
    if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
        result.AddError($"Unknown option '{option.Value}'. Use --help to see those that there are.");
});

var command = new RootCommand("Reads orders from text files into a table.") { files, model, csv };
command.SetAction((parsed, cancellationToken) =>
    Extraction.RunAsync(parsed.GetValue(files) ?? [], parsed.GetValue(model), parsed.GetValue(csv), cancellationToken));
return await command.Parse(args).InvokeAsync();
