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
            // Nobody is asked through a pipe that carries the tasks: its next line means something else.
            var approver = task is null && Console.IsInputRedirected ? null : new ConsoleApprover();
            await using var agent = new Agent(settings, approver, Writer);
            var turn = new StoppableTurn();
            Console.CancelKeyPress += (_, pressed) => pressed.Cancel = turn.Stop();
            return task is null ? await WorkOnAsync(agent, turn) : await WorkAsync(agent, turn, task);
        }
        catch (Exception error) when (error
            is Step35Exception or OptionsValidationException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static async Task<int> WorkOnAsync(Agent agent, StoppableTurn turn)
    {
        Writer.WriteNote("What is to be done? An empty line or Ctrl-D ends, Ctrl-C stops the work on a task.");
        var hasFailed = false;
        while (await ReadTaskAsync() is { Length: > 0 } task)
            hasFailed |= await WorkAsync(agent, turn, task) == Failed;
        // Who gives the tasks at a terminal has read it; a script goes by the exit code.
        return hasFailed && Console.IsInputRedirected ? Failed : 0;
    }

    private static async Task<int> WorkAsync(Agent agent, StoppableTurn turn, string task)
    {
        try
        {
            await turn.RunAsync(token => agent.WorkAsync(task, token), CancellationToken.None);
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
