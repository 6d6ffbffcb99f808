using Microsoft.Extensions.AI;
using Step35.Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.AddStep35FlashClient("step35").UseFunctionInvocation();
builder.Services.AddSingleton(TimeProvider.System).AddHostedService<WeatherRounds>();
builder.Build().Run();
