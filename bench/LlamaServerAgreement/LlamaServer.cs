using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Step35.Bench.LlamaServerAgreement;

/// <summary>A llama-server process on a free loopback port.</summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private LlamaServer(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromMinutes(10) };
    }

    public static async Task<LlamaServer> StartAsync(
        string path,
        string modelPath,
        int contextLength,
        int threads,
        CancellationToken cancellationToken)
    {
        var port = FindFreePort();
        var start = new ProcessStartInfo(path) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments = ["-m", modelPath, "--host", "127.0.0.1", "--port", $"{port}", "-c", $"{contextLength}", "-t", $"{threads}", "-np", "1"];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{path} did not start.");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new LlamaServer(process, port);
        await server.WaitUntilReadyAsync(cancellationToken);
        return server;
    }

    public async Task<IReadOnlyList<int>> TokenizeAsync(string text, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["content"] = text, ["add_special"] = false, ["parse_special"] = true };
        return await PostForTokensAsync("tokenize", body, cancellationToken);
    }

    public async Task<IReadOnlyList<int>> CompleteAsync(IReadOnlyList<int> prompt, int maxTokens, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["prompt"] = new JsonArray([.. prompt.Select(token => JsonValue.Create(token))]),
            ["n_predict"] = maxTokens,
            ["temperature"] = 0,
            ["return_tokens"] = true,
            ["cache_prompt"] = false,
        };
        return await PostForTokensAsync("completion", body, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill();
        _process.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<int>> PostForTokensAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(path, body, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        return [.. answer!["tokens"]!.AsArray().Select(token => token!.GetValue<int>())];
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"llama-server ended with code {_process.ExitCode}; run it by hand to see why.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("health", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
