using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.SK;

var model = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf");
var builder = Kernel.CreateBuilder().AddStep35Flash(model);
builder.Plugins.AddFromFunctions("Weather", [KernelFunctionFactory.CreateFromMethod(
    ([Description("The city name.")] string city) => $$"""{"city": "{{city}}", "temperature": 7, "condition": "rainy"}""",
    "get_weather",
    "Gets the current weather for a city.")]);
var kernel = builder.Build();

var settings = new Step35PromptExecutionSettings { Temperature = 0, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
Console.WriteLine(await kernel.InvokePromptAsync("What is the weather in Oslo?", new(settings)));
