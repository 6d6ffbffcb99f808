namespace ConsoleAgent.ModelTests;

/// <summary>The sample host as a process of its own, at a free port of this machine.</summary>
internal static class ModelHostProcess
{
    /// <summary>Starts the host with some variables in its environment and waits until it listens; the model may still be loading.</summary>
    public static Task<ListeningProcess> StartAsync(IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var program = new ProgramProcess("ModelHost.dll")
        {
            Environment = new Dictionary<string, string?>(environment) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        return ListeningProcess.WaitAsync(program.Start(), cancellationToken);
    }
}
