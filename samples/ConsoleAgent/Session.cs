using Microsoft.Extensions.Options;
using Step35.AI.Terminals;

namespace Step35.Samples.ConsoleAgent;

/// <summary>Runs the agent at the terminal: one question, or a chat until the input ends.</summary>
internal static class Session
{
    private const int Failed = 1;
    private const int Cancelled = 130;

    public static async Task<int> RunAsync(AgentSettings settings, string? question, CancellationToken cancellationToken)
    {
        try
        {
            using var telemetry = Telemetry.Start();
            await using var agent = new Agent(settings, AnswerWriter.ToConsole());
            if (question is null)
                return await ChatAsync(agent, cancellationToken);
            await agent.AnswerAsync(question, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception error) when (error is Step35Exception or OptionsValidationException or ArgumentException || IsOutputError(error))
        {
            await ReportAsync(error);
            return Failed;
        }
    }

    private static async Task<int> ChatAsync(Agent agent, CancellationToken cancellationToken)
    {
        var hasFailed = false;
        Console.WriteLine("Ask something. An empty line or Ctrl-D ends the chat.");
        while (ReadQuestion() is { Length: > 0 } question)
        {
            try
            {
                await agent.AnswerAsync(question, cancellationToken);
            }
            catch (Exception error) when (error is Step35Exception or ArgumentException)
            {
                await ReportAsync(error);
                hasFailed = true;
            }
        }

        // Who asks at a terminal has read it; a script goes by the exit code.
        return hasFailed && Console.IsInputRedirected ? Failed : 0;
    }

    // A full output, or one whose reader has left or that was never open.
    private static bool IsOutputError(Exception error) => error is IOException or UnauthorizedAccessException;

    // .NET takes a descriptor that is not open for missing access.
    private static string Describe(Exception error) => error is UnauthorizedAccessException ? "Standard output is closed." : error.Message;

    private static async Task ReportAsync(Exception error)
    {
        try
        {
            await Console.Error.WriteLineAsync(Describe(error));
        }
        catch (Exception unreported) when (IsOutputError(unreported))
        {
            // Nobody listens; the exit code says it.
        }
    }

    private static string? ReadQuestion()
    {
        if (!Console.IsInputRedirected)
            Console.Write("> ");
        return Console.ReadLine()?.Trim();
    }
}
