var builder = DistributedApplication.CreateBuilder(args);

var step35 = builder.AddStep35Flash("step35").WithHostProject<Projects.ModelHost>();

builder.AddProject<Projects.Step35_Worker>("worker").WithReference(step35).WaitFor(step35);

builder.Build().Run();
