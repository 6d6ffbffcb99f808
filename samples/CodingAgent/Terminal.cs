using Microsoft.Extensions.Options;
using Step35.AI.Terminals;
using Step35.AI.Tools.Approval;

namespace Step35.Samples.CodingAgent;

/// <summary>Runs the agent at the terminal: one task, or task after task until the input ends.</summary>
internal static class Terminal
{
    private const int Failed = 1;
    private const int Stopped = 130;

    private static readonly AnswerWriter Writer = AnswerWriter.ToConsole();

    public static async Task<int> RunAsync(AgentSettings settings, string? task)
    {
        try
        {
            // The whole of what is read and changed would bury the rest; the question before a change shows it as a diff.
            Writer.MaxToolCharacters = 400;
            await using var agent = new Agent(settings, new ConsoleApprover(), Writer);
            using var stop = new TurnStop();
            return task is null ? await WorkOnAsync(agent, stop) : await WorkAsync(agent, stop, task);
        }
        catch (Exception error) when (error is Step35Exception or OptionsValidationException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static async Task<int> WorkOnAsync(Agent agent, TurnStop stop)
    {
        Writer.WriteNote("What is to be done? An empty line or Ctrl-D ends, Ctrl-C stops the work on a task.");
        while (await ReadTaskAsync() is { Length: > 0 } task)
            await WorkAsync(agent, stop, task);
        return 0;
    }

    private static async Task<int> WorkAsync(Agent agent, TurnStop stop, string task)
    {
        try
        {
            await stop.RunAsync(token => agent.WorkAsync(task, token));
            return 0;
        }
        catch (OperationCanceledException)
        {
            Writer.WriteNote("(stopped)");
            return Stopped;
        }
        catch (Exception error) when (error is Step35Exception or ArgumentException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
        finally
        {
            Writer.WriteNote(await agent.DescribeChangesAsync(CancellationToken.None));
        }
    }

    private static async Task<string?> ReadTaskAsync()
    {
        if (!Console.IsInputRedirected)
            Console.Write("> ");
        return (await LineInput.Standard.ReadAsync(CancellationToken.None))?.Trim();
    }
}
