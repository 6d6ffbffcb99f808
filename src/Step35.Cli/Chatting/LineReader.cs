using System.Text;

namespace Step35.Cli.Chatting;

/// <summary>Reads what the user says: a line, lines that end in a backslash and the next one, or all between two lines of three quotes.</summary>
internal sealed class LineReader(Terminal terminal)
{
    private const string Fence = "\"\"\"";

    /// <summary>Reads the next message.</summary>
    /// <returns>The message, or null where the input ends.</returns>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync("> ", cancellationToken);
        if (line?.Trim() == Fence)
            return await ReadUntilFenceAsync(cancellationToken);
        var message = new StringBuilder();
        for (; line is [.., '\\']; line = await ReadLineAsync(". ", cancellationToken))
            message.AppendLine(line[..^1]);

        return line is null && message.Length == 0 ? null : message.Append(line).ToString().Trim();
    }

    private async Task<string> ReadUntilFenceAsync(CancellationToken cancellationToken)
    {
        var message = new StringBuilder();
        while (await ReadLineAsync(". ", cancellationToken) is { } line && line.Trim() != Fence)
            message.AppendLine(line);
        return message.ToString().Trim();
    }

    private async Task<string?> ReadLineAsync(string prompt, CancellationToken cancellationToken)
    {
        if (terminal.IsInteractive)
            await terminal.Output.WriteAsync(prompt);
        return await terminal.Lines.ReadAsync(cancellationToken);
    }
}
