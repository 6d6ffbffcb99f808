var builder = DistributedApplication.CreateBuilder(args);

var step35 = builder.AddStep35Flash("step35").WithHostProject<Projects.ModelHost>();

builder.AddProject<Projects.Step35_Worker>("worker").WithReference(step35).WaitFor(step35);

// A program with a question for an argument: the dashboard starts it whenever it is to ask again.
builder.AddProject<Projects.ConsoleAgent>("console-agent")
    .WithArgs("What is the weather in Oslo?")
    .WithReference(step35)
    .WaitFor(step35)
    .WithExplicitStart();

builder.Build().Run();
