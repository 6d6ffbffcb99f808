using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Options;
using Step35.Cli.Benchmarking;
using Step35.Cli.Chatting;
using Step35.Cli.Completing;
using Step35.Cli.Hub;
using Step35.Cli.Inspecting;
using Step35.Cli.Planning;
using Step35.Cli.Serving;
using Step35.Engine.Gguf;

namespace Step35.Cli;

/// <summary>Runs one verb, and turns what went wrong into one line and an exit code.</summary>
internal static class Tool
{
    // What the systems with pipes call a write that nobody will read.
    private const int BrokenPipe = 32;

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var interrupts = new Interrupts();
        var terminal = Terminal.Open();
        var parsed = NewRoot(new ToolContext(terminal, interrupts, TimeProvider.System)).Parse(arguments);
        if (UnknownOption.Find(parsed) is { } option)
        {
            terminal.WriteError($"There is no option {option}; text that begins with a dash goes after --.");
            return ExitCode.WrongUsage;
        }

        try
        {
            // The help is for whoever asks for it.
            if (parsed.Action is ParseErrorAction wrongUsage)
                wrongUsage.ShowHelp = false;
            var output = parsed.Errors.Count > 0 ? terminal.Error : terminal.Output;
            var code = await parsed.InvokeAsync(NewInvocation(output), interrupts.Program);
            return parsed.Errors.Count > 0 ? ExitCode.WrongUsage : code;
        }
        catch (OperationCanceledException) when (interrupts.Program.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException error) when (error.HResult == BrokenPipe)
        {
            return ExitCode.ReaderLeft;
        }
        catch (Exception error) when (error is Step35Exception or OptionsValidationException or IOException or UnauthorizedAccessException)
        {
            terminal.WriteError(MessageOf(error));
            return ExitCode.Failed;
        }
    }

    // The message is made for callers elsewhere; whoever runs the tool may know the file's folder, too.
    private static string MessageOf(Exception error) => error is GgufException { FilePath: var path }
        ? Path.Join(Path.GetDirectoryName(path), error.Message)
        : error.Message;

    private static RootCommand NewRoot(ToolContext context) => new("Step-3.5-Flash on this machine.")
    {
        PullCommand.Create(context),
        ListCommand.Create(context),
        RemoveCommand.Create(context),
        InspectCommand.Create(context),
        PlanCommand.Create(context),
        ChatCommand.Create(context),
        ServeCommand.Create(),
        BenchCommand.Create(context),
        CompletionsCommand.Create(context),
    };

    private static InvocationConfiguration NewInvocation(TextWriter output) => new()
    {
        EnableDefaultExceptionHandler = false,
        Output = output,
        // Ctrl-C is ours: in a chat it means the answer first.
        ProcessTerminationTimeout = null,
    };
}
