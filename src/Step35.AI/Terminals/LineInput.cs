namespace Step35.AI.Terminals;

/// <summary>Reads lines of an input that cannot be told to stop waiting, such as a keyboard.</summary>
/// <remarks>
/// A reading that is cancelled returns at once, and the line that it waited for is the next reading's. For one reading at a time. Does not
/// own the input.
/// </remarks>
/// <param name="input">Where the lines come from.</param>
public sealed class LineInput(TextReader input)
{
    private Task<string?>? _waiting;

    /// <summary>Gets the lines of standard input.</summary>
    /// <value>The same for all who ask, so that none of them takes another one's line.</value>
    public static LineInput Standard { get; } = new(Console.In);

    /// <summary>Reads the next line.</summary>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <returns>The line, or null where the input ends.</returns>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_waiting is not { IsFaulted: false })
            _waiting = Task.Factory.StartNew(
                input.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var line = await _waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        _waiting = null;
        return line;
    }
}
