namespace Step35.Engine.Drafting;

/// <summary>What something has taken, by its size.</summary>
/// <remarks>
/// <para>
/// Times drift, since a longer conversation makes steps of every size slower. So a cost is a scale, common to all sizes, times a ratio of
/// its own: where a size goes on for long, what differs from the expected goes to the scale, and soon after another one, to its ratio.
/// </para>
/// <para>
/// Optimistic: what was not measured a few times yet is taken to cost no more than the next smaller size, so that it is tried. The first
/// times count by their least, since a new size makes the core build its graph anew.
/// </para>
/// </remarks>
internal sealed class MeasuredCosts(int sizes)
{
    private const int TrustedSamples = 3;
    private const int LongRun = 16;
    private const double ScaleWeight = 1.0 / 8;
    private const double RatioWeight = 1.0 / 4;

    // What is too short for the clock still takes something.
    private const double ClockTick = 1e-7;

    // One that was held up by something else must not drown the others.
    private const double MostSurprise = 2;

    private readonly double[] _ratios = new double[sizes];
    private readonly int[] _samples = new int[sizes];
    private double _scale = 1;
    private int _lastSize = -1;
    private int _repetitions;

    /// <summary>Gets what a size is expected to take, in seconds; 0 while nothing is known.</summary>
    public double Estimate(int size)
    {
        while (size >= 0 && _samples[size] < TrustedSamples)
            size--;
        return size < 0 ? 0 : _scale * _ratios[size];
    }

    public void Learn(int size, TimeSpan elapsed)
    {
        _repetitions = size == _lastSize ? _repetitions + 1 : 0;
        _lastSize = size;
        var ratio = Math.Max(elapsed.TotalSeconds, ClockTick) / _scale;
        if (_samples[size] < TrustedSamples)
        {
            _ratios[size] = _samples[size] == 0 ? ratio : Math.Min(_ratios[size], ratio);
            _samples[size]++;
        }
        else
        {
            var surprise = Math.Min(ratio / _ratios[size], MostSurprise) - 1;
            if (_repetitions >= LongRun)
                _scale *= 1 + (ScaleWeight * surprise);
            else
                _ratios[size] *= 1 + (RatioWeight * surprise);
        }
    }
}
