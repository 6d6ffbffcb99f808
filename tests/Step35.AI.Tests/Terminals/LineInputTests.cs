using System.IO.Pipelines;
using System.Text;
using Step35.AI.Terminals;

namespace Step35.AI.Tests.Terminals;

public sealed class LineInputTests
{
    [Fact]
    public async Task ReadLine_LinesAndTheEnd_ComeInOrder()
    {
        using var text = new StringReader("one\ntwo");
        var input = new LineInput(text);

        Assert.Equal("one", await input.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("two", await input.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Null(await input.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadLine_CancelledWhileNobodyTypes_ReturnsAndLeavesTheLineToTheNext()
    {
        var keyboard = new Pipe();
        using var text = new StreamReader(keyboard.Reader.AsStream());
        var input = new LineInput(text);
        using var stop = new CancellationTokenSource();

        var stopped = input.ReadAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        await keyboard.Writer.WriteAsync(Encoding.UTF8.GetBytes("for the next\n"), TestContext.Current.CancellationToken);

        Assert.Equal("for the next", await input.ReadAsync(TestContext.Current.CancellationToken));
    }
}
