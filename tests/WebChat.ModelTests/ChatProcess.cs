namespace WebChat.ModelTests;

/// <summary>The program as a user starts it, on a free port and with a folder of its own for what it keeps.</summary>
internal static class ChatProcess
{
    public static Task<ListeningProcess> StartAsync(TemporaryFolder folder, params string[] arguments)
    {
        var process = new ProgramProcess("WebChat.dll").Start(
            ["--urls=http://127.0.0.1:0", "--Step35:Threads=1", $"--WebChat:DataFolder={folder.Path}", .. arguments]);
        return ListeningProcess.WaitAsync(process, TestContext.Current.CancellationToken);
    }
}
