using System.Text;

namespace Step35.Plugins.Files;

/// <summary>Reads text line by line in constant memory: what is too long for a line is passed over.</summary>
internal sealed class LineReader(TextReader reader, int maxLineCharacters)
{
    private readonly char[] _buffer = new char[16_384];
    private int _position;
    private int _filled;

    /// <summary>Whether all of the text is read.</summary>
    public bool IsAtEnd => _position == _filled && !Fill();

    /// <summary>Reads one line, without its end, behind what the text holds already; null only passes over it.</summary>
    public void Read(StringBuilder? line)
    {
        var room = maxLineCharacters;
        while (!IsAtEnd)
        {
            var rest = _buffer.AsSpan(_position, _filled - _position);
            var end = rest.IndexOf('\n');
            var part = end < 0 ? rest : rest[..end];
            Append(line, part, ref room);
            _position += end < 0 ? part.Length : end + 1;
            if (end >= 0)
                break;
        }

        if (line is { Length: > 0 } && line[^1] == '\r')
            line.Length--;
        if (room < 0)
            line?.Append(" … (cut)");
    }

    private static void Append(StringBuilder? line, ReadOnlySpan<char> part, ref int room)
    {
        if (room >= 0)
            line?.Append(part[..Math.Min(part.Length, room)]);
        room = room < part.Length ? -1 : room - part.Length;
    }

    private bool Fill()
    {
        _position = 0;
        _filled = reader.Read(_buffer);
        return _filled > 0;
    }
}
