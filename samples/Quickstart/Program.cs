using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.SK;

var builder = Kernel.CreateBuilder().AddStep35Flash("models/step35-nano.gguf");
builder.Plugins.AddFromFunctions("Weather", [KernelFunctionFactory.CreateFromMethod(
    ([Description("The city name.")] string city) => $$"""{"city": "{{city}}", "temperature": 7, "condition": "rainy"}""",
    "get_weather",
    "Gets the current weather for a city.")]);
var kernel = builder.Build();

var settings = new Step35PromptExecutionSettings { Temperature = 0, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
Console.WriteLine(await kernel.InvokePromptAsync("What is the weather in Oslo?", new(settings)));
