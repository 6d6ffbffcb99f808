using System.Runtime.InteropServices;
using System.Text;

namespace Step35.Native.Logging;

/// <summary>Makes whole lines of the pieces in which the core logs.</summary>
/// <remarks>
/// A piece may hold several lines, part of one, or none; a continuation takes the level of the line that it goes on with.
/// Not safe for concurrent calls. Invariant: the pending bytes hold no line end, so a character cut between pieces is put together again.
/// </remarks>
internal sealed class NativeLogAssembler
{
    private readonly List<byte> _pending = [];
    private NativeLogLevel _level = NativeLogLevel.Info;

    /// <summary>Takes a piece and returns the lines that it completes.</summary>
    public IReadOnlyList<NativeLogLine> Push(NativeLogLevel level, ReadOnlySpan<byte> piece)
    {
        var lines = new List<NativeLogLine>();
        if (level != NativeLogLevel.Continue)
        {
            CompleteLine(lines);
            _level = level;
        }

        while (piece.IndexOf((byte)'\n') is var end and >= 0)
        {
            _pending.AddRange(piece[..end]);
            CompleteLine(lines);
            piece = piece[(end + 1)..];
        }

        _pending.AddRange(piece);
        return lines;
    }

    private void CompleteLine(List<NativeLogLine> lines)
    {
        var text = Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_pending)).TrimEnd();
        _pending.Clear();
        if (text.Length > 0)
            lines.Add(new NativeLogLine(_level, text));
    }
}
