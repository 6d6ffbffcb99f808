using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Terminals;

/// <summary>Writes an answer as it comes: reasoning dimmed, calls and results marked, the answer plain.</summary>
/// <remarks>For one answer at a time.</remarks>
/// <param name="output">Where it goes.</param>
/// <param name="isTerminal">Whether a terminal shows it, which control characters would steer.</param>
/// <param name="hasColors">Whether it is shown with colours.</param>
public sealed class AnswerWriter(TextWriter output, bool isTerminal, bool hasColors)
{
    private const string Dim = "\e[2m";
    private const string Cyan = "\e[36m";
    private const string Reset = "\e[0m";

    // Which kind of block the last line belongs to; another kind starts a new line.
    private Type? _block;

    /// <summary>Gets or sets a value indicating whether reasoning is left out.</summary>
    /// <value>Default false.</value>
    public bool HidesReasoning { get; set; }

    /// <summary>Gets or sets the most characters that are shown of a call and of a result.</summary>
    /// <value>Default: all.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int MaxToolCharacters
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = int.MaxValue;

    /// <summary>Makes a writer to standard output, in colours where they are wanted and seen.</summary>
    /// <returns>The writer.</returns>
    public static AnswerWriter ToConsole()
    {
        var isTerminal = !Console.IsOutputRedirected;
        var isPlain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new(Console.Out, isTerminal, isTerminal && !isPlain);
    }

    /// <summary>Writes the next piece of the answer.</summary>
    /// <param name="content">The piece; what is no text, reasoning, call, result or error is passed over.</param>
    public void Write(AIContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        switch (content)
        {
            case TextReasoningContent reasoning when !HidesReasoning:
                Write(content, Dim, reasoning.Text);
                break;
            case TextContent text:
                Write(content, style: null, text.Text);
                break;
            case FunctionCallContent call:
                WriteLine(content, $"-> {call.Name}({string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? [])})");
                break;
            case FunctionResultContent result:
                WriteLine(content, $"<- {result.Result}");
                break;
            case ErrorContent error:
                WriteLine(content, $"({error.Message})");
                break;
        }
    }

    /// <summary>Writes a remark of the program's own, which is no part of the answer.</summary>
    /// <param name="text">The remark.</param>
    public void WriteNote(string text)
    {
        EndBlock();
        output.WriteLine(Styled(Dim, text));
        output.Flush();
    }

    /// <summary>Ends the line that was begun last, so that other writers can go on below it.</summary>
    public void EndBlock()
    {
        if (_block is not null)
            output.WriteLine();
        _block = null;
        output.Flush();
    }

    private void WriteLine(AIContent content, string text)
    {
        EndBlock();
        Write(content, Cyan, Cut(text));
        EndBlock();
    }

    private string Cut(string text) => text.Length <= MaxToolCharacters
        ? text
        : $"{text[..TextCut.AtMost(text, MaxToolCharacters)]}... ({text.Length} characters)";

    private void Write(AIContent content, string? style, string text)
    {
        if (text.Length == 0)
            return;
        if (_block != content.GetType())
            EndBlock();
        _block = content.GetType();
        output.Write(Styled(style, isTerminal ? WithoutControls(text) : text));
        output.Flush();
    }

    private string Styled(string? style, string text) => hasColors && style is not null ? style + text + Reset : text;

    // What a model writes must not steer the terminal.
    private static string WithoutControls(string text) =>
        text.Any(IsControl) ? string.Concat(text.Where(letter => !IsControl(letter))) : text;

    private static bool IsControl(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');
}
