namespace Step35.Engine.Scheduling;

/// <summary>Wakes one waiting thread; a signal that comes before the wait is kept.</summary>
/// <remarks>Holds nothing to dispose, so that a late caller can still signal a loop that has ended.</remarks>
internal sealed class WakeSignal
{
    private readonly object _gate = new();
    private bool _isSet;

    public void Set()
    {
        lock (_gate)
        {
            _isSet = true;
            Monitor.Pulse(_gate);
        }
    }

    public void Wait()
    {
        lock (_gate)
        {
            while (!_isSet)
                Monitor.Wait(_gate);
            _isSet = false;
        }
    }
}
