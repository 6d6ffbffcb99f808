using System.CommandLine;
using Step35.Samples.ConsoleAgent;

var question = new Argument<string?>("question")
{
    Description = "Asked once; without it, the agent chats until you leave.",
    Arity = ArgumentArity.ZeroOrOne,
};
var model = new Option<string>("--model")
{
    Description = "A Step-3.5 GGUF file, a folder that holds one, or hf:OWNER/REPO; else the connection string 'step35', or a small model.",
};
var temperature = new Option<float?>("--temperature") { Description = "0 always takes the most likely token; the small model's default." };
var context = new Option<int?>("--context") { Description = "Tokens that one conversation can hold." };

question.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: ['-', '-', ..] option }])
        result.AddError($"Unknown option '{option}'. Use --help to see those that there are.");
});
temperature.Validators.Add(result =>
{
    if (result.GetValueOrDefault<float?>() is { } value and not (>= 0 and <= 10))
        result.AddError($"--temperature is {value}; it must be between 0 and 10.");
});

var command = new RootCommand("An agent that answers with the help of two C# plugins.") { question, model, temperature, context };
command.SetAction((parsed, cancellationToken) => Session.RunAsync(
    new AgentSettings(parsed.GetValue(model), parsed.GetValue(temperature), parsed.GetValue(context)),
    parsed.GetValue(question),
    cancellationToken));
return await command.Parse(args).InvokeAsync();
