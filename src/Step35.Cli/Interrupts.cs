using System.Runtime.InteropServices;

namespace Step35.Cli;

/// <summary>Turns Ctrl-C into cancellation: the first one stops the answer being written, if there is one, the next one the program.</summary>
/// <remarks>A third one ends the process as the system does it, should the program not get to its end.</remarks>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _program = new();
    private readonly PosixSignalRegistration[] _registrations;
    private CancellationTokenSource? _answer;

    public Interrupts() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = Interrupt()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = EndProgram()),
    ];

    /// <summary>Gets what is cancelled when the program shall end.</summary>
    public CancellationToken Program => _program.Token;

    /// <summary>Begins an answer that the next Ctrl-C stops in the place of the program.</summary>
    /// <returns>What is cancelled then, or with the program; dispose it at the answer's end.</returns>
    public CancellationTokenSource BeginAnswer()
    {
        var answer = CancellationTokenSource.CreateLinkedTokenSource(Program);
        Volatile.Write(ref _answer, answer);
        return answer;
    }

    /// <summary>Ends the answer: from here on Ctrl-C means the program again.</summary>
    public void EndAnswer() => Volatile.Write(ref _answer, null);

    /// <summary>Does what Ctrl-C does.</summary>
    /// <returns>False where the system shall end the process.</returns>
    internal bool Interrupt() => Interlocked.Exchange(ref _answer, null) is { } answer ? Stop(answer) : EndProgram();

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _program.Dispose();
    }

    private bool EndProgram() => !_program.IsCancellationRequested && Stop(_program);

    private static bool Stop(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A signal has a thread of its own: what it is to stop may end at the same moment.
        }

        return true;
    }
}
