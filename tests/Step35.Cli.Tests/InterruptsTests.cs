namespace Step35.Cli.Tests;

public sealed class InterruptsTests
{
    [Fact]
    public async Task Interrupt_Repeated_StopsTheAnswerThenTheProgramThenTheProcess()
    {
        using var interrupts = new Interrupts();
        var answer = interrupts.Answer.RunAsync(token => Task.Delay(Timeout.Infinite, token), interrupts.Program);

        Assert.True(interrupts.Interrupt());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.False(interrupts.Program.IsCancellationRequested);
        Assert.True(interrupts.Interrupt());
        Assert.True(interrupts.Program.IsCancellationRequested);
        Assert.False(interrupts.Interrupt());
    }

    [Fact]
    public void Interrupt_ProgramAtItsEnd_DoesNotThrow()
    {
        var interrupts = new Interrupts();
        interrupts.Dispose();

        Assert.True(interrupts.Interrupt());
    }
}
