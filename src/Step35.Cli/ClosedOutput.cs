using System.Text;

namespace Step35.Cli;

/// <summary>Stands where standard output would be: a program that has nothing to write does without it.</summary>
internal sealed class ClosedOutput : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new IOException("Standard output is closed; let it go to a file, to a pipe or to a screen.");
}
