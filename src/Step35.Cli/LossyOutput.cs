using System.Text;

namespace Step35.Cli;

/// <summary>Writes what can be written: notes that find no place, on a closed or full standard error, must not end the program.</summary>
internal sealed class LossyOutput(TextWriter output) : TextWriter
{
    public override Encoding Encoding => output.Encoding;

    public override void Write(char value) => Write([value], 0, 1);

    public override void Write(char[] buffer, int index, int count)
    {
        try
        {
            output.Write(buffer, index, count);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A descriptor that takes no writing counts as access denied.
        }
    }
}
