using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Engine;

// The shortest chat without a kernel or a container; it also compiles ahead of time (dotnet publish -p:PublishAot=true).
var model = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf");
await using var engine = await Step35Engine.LoadAsync(new EngineOptions { ModelPath = model });
using var client = new Step35ChatClient(engine);

await foreach (var update in client.GetStreamingResponseAsync(args.FirstOrDefault("Hello!"), new ChatOptions { Temperature = 0 }))
    Console.Write(update.Text);
Console.WriteLine();
