namespace Step35.Cli.Tests;

public sealed class InterruptsTests
{
    [Fact]
    public void Interrupt_AnswerAtItsEnd_NeitherThrowsNorEndsTheProgram()
    {
        using var interrupts = new Interrupts();
        interrupts.BeginAnswer().Dispose();

        Assert.True(interrupts.Interrupt());
        Assert.False(interrupts.Program.IsCancellationRequested);
    }

    [Fact]
    public void Interrupt_Repeated_StopsTheAnswerThenTheProgramThenTheProcess()
    {
        using var interrupts = new Interrupts();
        using var answer = interrupts.BeginAnswer();

        Assert.True(interrupts.Interrupt());
        Assert.True(answer.IsCancellationRequested);
        Assert.False(interrupts.Program.IsCancellationRequested);
        Assert.True(interrupts.Interrupt());
        Assert.True(interrupts.Program.IsCancellationRequested);
        Assert.False(interrupts.Interrupt());
    }
}
