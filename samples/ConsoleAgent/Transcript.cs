namespace Step35.Samples.ConsoleAgent;

/// <summary>Writes the conversation: reasoning dimmed, calls and results marked, the answer plain.</summary>
internal sealed class Transcript(TextWriter output, bool useColor)
{
    private const string Dim = "\e[2m";
    private const string Cyan = "\e[36m";
    private const string Reset = "\e[0m";

    // Which kind of block the last line belongs to; another kind starts a new line.
    private string? _block;

    private bool UseColor { get; } = useColor
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public void WriteReasoning(string? text) => Write(nameof(WriteReasoning), Dim, text);

    public void WriteAnswer(string? text) => Write(nameof(WriteAnswer), style: null, text);

    public void WriteCall(string call) => WriteLine(Cyan, "-> " + call);

    public void WriteResult(string result) => WriteLine(Cyan, "<- " + result);

    public void EndBlock()
    {
        if (_block is not null)
            output.WriteLine();
        _block = null;
        output.Flush();
    }

    private void WriteLine(string style, string text)
    {
        EndBlock();
        Write(nameof(WriteLine), style, text);
        EndBlock();
    }

    private void Write(string block, string? style, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (_block != block)
            EndBlock();
        _block = block;
        output.Write(UseColor && style is not null ? style + text + Reset : text);
        output.Flush();
    }
}
