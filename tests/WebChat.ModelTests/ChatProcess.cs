namespace WebChat.ModelTests;

/// <summary>The program as a user starts it, on a free port and with a folder of its own for what it keeps.</summary>
internal static class ChatProcess
{
    public static ProgramProcess Program { get; } = new("WebChat.dll");

    public static Task<ListeningProcess> StartAsync(TemporaryFolder folder, params string[] arguments) =>
        ListeningProcess.WaitAsync(Program.Start([.. Arguments(folder), .. arguments]), TestContext.Current.CancellationToken);

    public static IReadOnlyList<string> Arguments(TemporaryFolder folder) =>
        ["--urls=http://127.0.0.1:0", "--Step35:Threads=1", $"--WebChat:DataFolder={folder.Path}"];
}
