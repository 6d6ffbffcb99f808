using System.CommandLine;
using Step35.Samples.ResearchTeam;

var question = new Argument<string>("question")
{
    Description = "What the team is to find out.",
    DefaultValueFactory = _ => "Why do cities plant trees along their streets?",
};
var model = new Option<string>("--model")
{
    Description = "A Step-3.5 GGUF file, a folder that holds one, or hf:OWNER/REPO; else the connection string 'step35', or a small model.",
};

question.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: ['-', '-', ..] option }])
        result.AddError($"Unknown option '{option}'. Use --help to see those that there are.");
});

var command = new RootCommand("A planner, workers and a critic who share one model.") { question, model };
command.SetAction((parsed, cancellationToken) => Research.RunAsync(parsed.GetRequiredValue(question), parsed.GetValue(model), cancellationToken));
return await command.Parse(args).InvokeAsync();
