var builder = DistributedApplication.CreateBuilder(args);

var step35 = builder.AddStep35Flash("step35").WithHostProject<Projects.ModelHost>();

AddAgent<Projects.Step35_Worker>("worker");
AddAgent<Projects.WebChat>("web-chat").WithHttpEndpoint().WithHttpHealthCheck("/health");

// Programs that do one thing and end: the dashboard starts them whenever they are to do it again.
AddAgent<Projects.ConsoleAgent>("console-agent").WithArgs("What is the weather in Oslo?").WithExplicitStart();
AddAgent<Projects.ResearchTeam>("research-team").WithExplicitStart();
AddAgent<Projects.Structured>("structured").WithExplicitStart();
// Nobody answers its questions there, so it may look and change nothing. It works on this repository.
AddAgent<Projects.CodingAgent>("coding-agent").WithArgs("Which files are in the folder aspire?", "--folder", "../..").WithExplicitStart();

builder.Build().Run();

IResourceBuilder<ProjectResource> AddAgent<TProject>(string name)
    where TProject : IProjectMetadata, new() =>
    builder.AddProject<TProject>(name).WithReference(step35).WaitFor(step35);
