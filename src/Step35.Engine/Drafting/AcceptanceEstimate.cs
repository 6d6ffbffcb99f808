namespace Step35.Engine.Drafting;

/// <summary>How likely each token of a draft is right, given that those before it were.</summary>
/// <remarks>A share of hits in which older tries count less and less; where little is known it leans on another estimate.</remarks>
internal sealed class AcceptanceEstimate
{
    private const double PriorTries = 4;
    private const double UnknownChance = 0.7;
    private const double EngineMemory = 0.998;
    private const double RequestMemory = 0.97;

    private readonly AcceptanceEstimate? _prior;
    private readonly double _memory;
    private readonly double[] _tries;
    private readonly double[] _hits;

    private AcceptanceEstimate(int maxTokens, AcceptanceEstimate? prior, double memory)
    {
        (_prior, _memory) = (prior, memory);
        (_tries, _hits) = (new double[maxTokens], new double[maxTokens]);
    }

    /// <summary>Makes the estimate that new requests lean on.</summary>
    public static AcceptanceEstimate OfEngine(int maxTokens) => new(maxTokens, prior: null, EngineMemory);

    /// <summary>Makes the estimate of one request.</summary>
    public AcceptanceEstimate OfRequest() => new(_tries.Length, this, RequestMemory);

    /// <summary>Gets the chance of the token at an index, if all before it are right.</summary>
    public double ChanceAt(int index) =>
        (_hits[index] + (PriorTries * (_prior?.ChanceAt(index) ?? UnknownChance))) / (_tries[index] + PriorTries);

    /// <summary>Gets how many tokens of a draft will be right on average.</summary>
    public double ExpectAccepted(int length)
    {
        var (expected, chance) = (0.0, 1.0);
        for (var index = 0; index < length; index++)
            expected += chance *= ChanceAt(index);
        return expected;
    }

    /// <summary>Learns how a draft of some length fared.</summary>
    public void Learn(int length, int accepted)
    {
        for (var index = 0; index < length && index <= accepted; index++)
        {
            _tries[index] = (_tries[index] * _memory) + 1;
            _hits[index] = (_hits[index] * _memory) + (index < accepted ? 1 : 0);
        }

        _prior?.Learn(length, accepted);
    }
}
