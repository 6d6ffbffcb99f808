using System.CommandLine;
using Microsoft.Extensions.Options;
using Step35;
using Step35.Bench;
using Step35.Bench.Server;

var command = new RootCommand("Measures Step35.SK against llama-server on the same machine.")
{
    MakeModelCommand.Create(), CompareCommand.Create(), ServeCommand.Create(), DraftCommand.Create(), MemoryCommand.Create(),
};
var invocation = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // A step in flight is waited for, and the server is ended, however slow the model is.
    ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
};
try
{
    return await command.Parse(args).InvokeAsync(invocation);
}
catch (OperationCanceledException)
{
    return ExitCodes.Cancelled;
}
catch (Exception error) when (error is BenchException or LlamaServerException or Step35Exception or OptionsValidationException
    or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return ExitCodes.Failed;
}
