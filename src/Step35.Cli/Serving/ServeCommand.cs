using System.CommandLine;
using System.Globalization;
using System.Net;
using Step35.Cli.Loading;
using Step35.Server;
using Step35.Server.Keys;

namespace Step35.Cli.Serving;

/// <summary><c>serve [--model MODEL] ...</c></summary>
internal static class ServeCommand
{
    private static readonly Option<string> Model = ModelOption.Create();

    private static readonly Option<string> Host = new("--host") { Description = "The address to listen on.", DefaultValueFactory = static _ => "127.0.0.1" };

    private static readonly Option<int> Port = new("--port", "-p") { Description = "The port to listen on.", DefaultValueFactory = static _ => 5035 };

    private static readonly Option<int> Sequences = new("--sequences")
    {
        Description = "Requests that are answered side by side.",
        DefaultValueFactory = static _ => 4,
    };

    private static readonly Option<int?> Context = ContextOption.Create();

    private static readonly Option<int?> Threads = new("--threads") { Description = "Threads that compute on the processor." };

    public static Command Create()
    {
        Host.Validators.Add(static result =>
        {
            // The web server takes every name that it does not know for all addresses.
            if (result.GetValueOrDefault<string>() is { } host && !LocalHost.IsNamed(host) && !IPAddress.TryParse(host, out _))
                result.AddError($"--host is {host}; it must be localhost, a name under it, or an address of this machine, such as 127.0.0.1; 0.0.0.0 is all.");
        });
        Port.RequireWithin(0, ushort.MaxValue);
        Sequences.RequireWithin(1, 256);
        Threads.RequireWithin(1, Environment.ProcessorCount);
        var command = new Command("serve", "Serves a model over HTTP, in the dialects of OpenAI, Anthropic and Ollama.")
        {
            Model, Host, Port, Sequences, Context, Threads,
        };
        command.SetAction(static (parsed, cancellationToken) => Step35Host.RunAsync(new() { Overrides = Read(parsed) }, cancellationToken));
        return command;
    }

    /// <summary>Says what was asked for in the words of the configuration, which also knows what has no option here.</summary>
    private static Dictionary<string, string?> Read(ParseResult parsed)
    {
        var model = ModelOption.Read(parsed, Model);
        var configuration = new Dictionary<string, string?>
        {
            ["urls"] = $"http://{ReadEndPoint(parsed.GetRequiredValue(Host), parsed.GetValue(Port))}",
            ["Step35:ModelPath"] = model,
            ["Step35:MaxSequences"] = Text(parsed.GetValue(Sequences)),
        };
        if (ModelOption.IsNano(model))
            configuration["Step35:Sampling:Temperature"] = "0";
        if (parsed.GetValue(Context) is { } context)
            configuration["Step35:ContextLength"] = Text(context);
        if (parsed.GetValue(Threads) is { } threads)
            configuration["Step35:Threads"] = Text(threads);
        return configuration;
    }

    private static string ReadEndPoint(string host, int port) =>
        IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port).ToString() : $"{host}:{Text(port)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
