using CsCheck;
using System.Text;
using Step35.Plugins.Processes;

namespace Step35.Plugins.Tests.Shell;

public class BoundedOutputTests
{
    [Fact]
    public void ToString_AnyPieces_AreBeginningAndEnd() => Gen.Select(Gen.String["abcdef"].Array[0, 8], Gen.Int[2, 20]).Sample((pieces, most) =>
    {
        var output = new BoundedOutput(most);
        foreach (var piece in pieces)
            output.Add(Encoding.ASCII.GetBytes(piece));
        var all = string.Concat(pieces);
        var head = most / 2;
        Assert.Equal(
            all.Length <= most ? all : $"{all[..head]}\n… ({all.Length - most} bytes left out) …\n{all[^(most - head)..]}",
            output.ToString());
    });
}
