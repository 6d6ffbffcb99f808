using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;
using Step35.AI.Terminals;

namespace Step35.Cli;

/// <summary>Where the program reads and writes: results to standard output, all else to standard error.</summary>
internal sealed class Terminal
{
    // Wide enough that no cell of a table is broken where nobody looks at it.
    private const int RedirectedWidth = 1000;

    internal Terminal(TextReader input, TextWriter output, TextWriter error, bool isInteractive)
    {
        Lines = new LineInput(input);
        Output = output;
        Error = error;
        Screen = NewConsole(output);
        Notes = NewConsole(error);
        IsInteractive = isInteractive;
    }

    /// <summary>Gets the lines of standard input, the same for all who read them.</summary>
    public LineInput Lines { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Gets standard output with colours and tables, plain where it is redirected.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>Gets a value indicating whether standard output goes to a screen, with colours or without.</summary>
    public bool IsScreen => Screen.Profile.Out.IsTerminal;

    /// <summary>Gets a value indicating whether standard output shows colours.</summary>
    public bool HasColors => Screen.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };

    /// <summary>Gets standard error with colours and progress bars, plain where it is redirected.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>Gets a value indicating whether a person sits at both ends.</summary>
    public bool IsInteractive { get; }

    public static Terminal Open() => new(
        StandardStreams.IsInputClosed ? TextReader.Null : Console.In,
        OpenOutput(),
        Console.IsErrorRedirected ? new LossyOutput(Console.Error) : Console.Error,
        isInteractive: !Console.IsInputRedirected && !Console.IsOutputRedirected);

    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => Output.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>Writes what went wrong; a file's name in it must not steer the terminal.</summary>
    public void WriteError(string message) => Notes.MarkupLineInterpolated(
        $"[red]error:[/] {string.Concat(message.Select(letter => char.IsControl(letter) && letter != '\n' ? '?' : letter))}");

    // The console's own stream takes a reader who has left for one who reads on; a plain one says so. On a file, only the console's
    // own keeps its place among what others write there.
    private static TextWriter OpenOutput()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
            return Console.Out;
        if (StandardStreams.IsOutputClosed)
            return new ClosedOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.Out : new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    private static IAnsiConsole NewConsole(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        if (output.IsTerminal)
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = RedirectedWidth;
        return plain;
    }
}
