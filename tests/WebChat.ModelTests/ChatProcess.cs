using System.Diagnostics;

namespace WebChat.ModelTests;

/// <summary>The program as a user starts it, on a free port and with a folder of its own for what it keeps.</summary>
internal sealed class ChatProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private ChatProcess(Process process) => _process = process;

    public string Address { get; private set; } = "";

    public static async Task<ChatProcess> StartAsync(TemporaryFolder folder, params string[] arguments)
    {
        var process = new ProgramProcess("WebChat.dll").Start(
            ["--urls=http://127.0.0.1:0", "--Step35:Threads=1", $"--WebChat:DataFolder={folder.Path}", .. arguments]);
        var chat = new ChatProcess(process);
        while (chat.Address.Length == 0)
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            if (line.Contains(Listening, StringComparison.Ordinal))
                chat.Address = line.Split(Listening)[1].Trim();
        }

        // Nobody reads on, but a full pipe would hold the program up.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return chat;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
