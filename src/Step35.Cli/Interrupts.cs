using System.Runtime.InteropServices;
using Step35.AI.Terminals;

namespace Step35.Cli;

/// <summary>Turns Ctrl-C into cancellation: the first one stops the answer being written, if there is one, the next one the program.</summary>
/// <remarks>
/// A third one ends the process as the system does it, should the program not get to its end. A terminal that is closed ends the program, too.
/// </remarks>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _program = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interrupts() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = Interrupt()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = EndProgram()),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = EndProgram()),
    ];

    /// <summary>Gets what is cancelled when the program shall end.</summary>
    public CancellationToken Program => _program.Token;

    /// <summary>Gets the answer that the next Ctrl-C stops in the place of the program.</summary>
    public StoppableTurn Answer { get; } = new();

    /// <summary>Does what Ctrl-C does.</summary>
    /// <returns>False where the system shall end the process.</returns>
    internal bool Interrupt() => Answer.Stop() || EndProgram();

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _program.Dispose();
    }

    private bool EndProgram()
    {
        if (_program.IsCancellationRequested)
            return false;
        try
        {
            _program.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A signal has a thread of its own: the program may end at the same moment.
        }

        return true;
    }
}
