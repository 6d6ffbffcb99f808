using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Step35.Bench.Server;

/// <summary>A llama-server process on a free loopback port.</summary>
public sealed class LlamaServer : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Process _process;
    private readonly ServerLog _log = new();

    private readonly HttpClient _http = new()
    {
        Timeout = Timeout.InfiniteTimeSpan,
        // The server closes the connection after a stream without saying so; the next request would often be sent into the closing one.
        DefaultRequestHeaders = { ConnectionClose = true },
    };

    private LlamaServer(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _log.Read(line.Data);
        process.ErrorDataReceived += (_, line) => _log.Read(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Gets where the server listens.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Gets how much processor time the server has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server and waits until it takes requests.</summary>
    /// <exception cref="LlamaServerException">The program is missing or ended.</exception>
    public static async Task<LlamaServer> StartAsync(LlamaServerSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var server = new LlamaServer(StartProcess(settings));
        try
        {
            var ended = server._process.WaitForExitAsync(cancellationToken);
            if (await Task.WhenAny(server._log.Address, ended) == ended)
                throw await server.DescribeEndAsync(cancellationToken);
            server._http.BaseAddress = await server._log.Address;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<int>> TokenizeAsync(string text, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["content"] = text, ["add_special"] = false, ["parse_special"] = true };
        return (await PostAsync("tokenize", body, cancellationToken)).Tokens;
    }

    public async Task<IReadOnlyList<int>> CompleteAsync(ServerCompletion completion, CancellationToken cancellationToken) =>
        (await PostAsync("completion", completion, cancellationToken)).Tokens;

    /// <summary>Completes a prompt, token by token.</summary>
    /// <param name="completion">The prompt and how to complete it.</param>
    /// <param name="onUpdate">Is called as soon as an update is here.</param>
    /// <param name="cancellationToken">Ends the completion.</param>
    /// <exception cref="LlamaServerException">The server refused the completion or ended before it was done.</exception>
    public async Task StreamAsync(ServerCompletion completion, Action<ServerUpdate> onUpdate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(completion);
        ArgumentNullException.ThrowIfNull(onUpdate);
        try
        {
            using var response = await SendAsync("completion", completion with { Stream = true }, cancellationToken);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var parser = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<ServerUpdate>(data, Json)!);
            await foreach (var item in parser.EnumerateAsync(cancellationToken))
                onUpdate(item.Data);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new LlamaServerException($"llama-server went silent ({error.GetBaseException().Message}): {_log.Complaint ?? "it wrote no error"}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process StartProcess(LlamaServerSettings settings)
    {
        var start = new ProcessStartInfo(settings.Path, settings.Arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new LlamaServerException($"'{settings.Path}' cannot be started ({error.Message}); name a llama-server program.", error);
        }
    }

    private async Task<ServerUpdate> PostAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(path, body, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<ServerUpdate>(Json, cancellationToken))!;
    }

    private async Task<HttpResponseMessage> SendAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json) };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new LlamaServerException($"llama-server answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private async Task<LlamaServerException> DescribeEndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return new($"llama-server ended with code {_process.ExitCode}: {_log.Complaint ?? "run it by hand to see why"}");
    }
}
