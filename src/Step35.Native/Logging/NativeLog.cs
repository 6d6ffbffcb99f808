using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Step35.Native.Interop.Interop;

namespace Step35.Native.Logging;

/// <summary>The process's native log: forwards whole lines and remembers the last complaints for error messages.</summary>
/// <remarks>
/// The core logs from any of its threads; the logger is called outside the lock. Complaints are kept by thread: an error quotes what the
/// core said while it served that caller, not what it said to others meanwhile.
/// </remarks>
internal static partial class NativeLog
{
    private const int KeptComplaints = 8;

    private static readonly Lock Gate = new();
    private static readonly NativeLogAssembler Assembler = new();

    [ThreadStatic]
    private static Queue<string>? _complaints;

    [ThreadStatic]
    private static long _complaintCount;

    /// <summary>Gets or sets where the lines go.</summary>
    public static ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Points the core's log here.</summary>
    public static unsafe void Attach()
    {
        llama_log_set(&OnPiece, 0);
        ggml_log_set(&OnPiece, 0);
    }

    /// <summary>A mark to read the later complaints of this thread from.</summary>
    public static long Mark() => _complaintCount;

    /// <summary>The warnings and errors since this thread's mark, one a line, the oldest dropped when there were many.</summary>
    public static string ComplaintsSince(long mark) =>
        string.Join(Environment.NewLine, (_complaints ?? []).TakeLast((int)Math.Min(_complaintCount - mark, KeptComplaints)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void OnPiece(int level, byte* text, nint userData)
    {
        try
        {
            Push((NativeLogLevel)level, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        }
#pragma warning disable CA1031 // An exception must not reach C, and a lost log line is no reason to stop.
        catch
#pragma warning restore CA1031
        {
        }
    }

    private static void Push(NativeLogLevel level, ReadOnlySpan<byte> piece)
    {
        IReadOnlyList<NativeLogLine> lines;
        lock (Gate)
            lines = Assembler.Push(level, piece);

        foreach (var line in lines.Select(Calm))
        {
            Remember(line);
            Forward(line);
        }
    }

    // Where sequences share their cells, as those of heads do, the core takes all of them for one sequence's.
    // A conversation longer than what the model was trained for is refused long before.
    private static NativeLogLine Calm(NativeLogLine line) =>
        line.Text.EndsWith("possible training context overflow", StringComparison.Ordinal) ? line with { Level = NativeLogLevel.Info } : line;

    private static void Remember(NativeLogLine line)
    {
        if (line.Level is not (NativeLogLevel.Warning or NativeLogLevel.Error))
            return;

        var complaints = _complaints ??= new();
        _complaintCount++;
        complaints.Enqueue(line.Text);
        if (complaints.Count > KeptComplaints)
            complaints.Dequeue();
    }

    private static void Forward(NativeLogLine line)
    {
        switch (line.Level)
        {
            case NativeLogLevel.Error:
                LogNativeError(Logger, line.Text);
                break;
            case NativeLogLevel.Warning:
                LogNativeWarning(Logger, line.Text);
                break;
            case NativeLogLevel.Info:
                LogNativeInfo(Logger, line.Text);
                break;
            default:
                LogNativeDetail(Logger, line.Text);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Line}")]
    private static partial void LogNativeError(ILogger logger, string line);

    [LoggerMessage(2, LogLevel.Warning, "{Line}")]
    private static partial void LogNativeWarning(ILogger logger, string line);

    // The core's "info" is a page for every model and context: detail to us.
    [LoggerMessage(3, LogLevel.Debug, "{Line}")]
    private static partial void LogNativeInfo(ILogger logger, string line);

    [LoggerMessage(4, LogLevel.Trace, "{Line}")]
    private static partial void LogNativeDetail(ILogger logger, string line);
}
