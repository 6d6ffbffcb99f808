namespace Step35.Engine.Drafting;

/// <summary>What something has taken, by its size.</summary>
/// <remarks>
/// Optimistic: what was not measured a few times yet is taken to cost no more than the next smaller size, so that it is tried. The first
/// times count by their least, since a new size makes the core build its graph anew.
/// </remarks>
internal sealed class MeasuredCosts(int sizes)
{
    private const int TrustedSamples = 3;
    private const double Weight = 1.0 / 8;

    private readonly double[] _seconds = new double[sizes];
    private readonly int[] _samples = new int[sizes];

    /// <summary>Gets what a size is expected to take, in seconds; 0 while nothing is known.</summary>
    public double Estimate(int size)
    {
        while (size >= 0 && _samples[size] < TrustedSamples)
            size--;
        return size < 0 ? 0 : _seconds[size];
    }

    public void Learn(int size, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds;
        if (_samples[size] == TrustedSamples)
        {
            // One that was held up by something else must not drown the others.
            _seconds[size] += Weight * (Math.Min(seconds, 2 * _seconds[size]) - _seconds[size]);
            return;
        }

        _seconds[size] = _samples[size] == 0 ? seconds : Math.Min(_seconds[size], seconds);
        _samples[size]++;
    }
}
