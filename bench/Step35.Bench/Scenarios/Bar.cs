using System.Globalization;

namespace Step35.Bench.Scenarios;

/// <summary>What a ratio of ours to theirs has to reach.</summary>
/// <param name="Limit">The ratio.</param>
/// <param name="IsCeiling">True where less is better: the ratio must not be above the limit.</param>
internal readonly record struct Bar(double Limit, bool IsCeiling)
{
    public static Bar AtLeast(double limit) => new(limit, IsCeiling: false);

    public static Bar AtMost(double limit) => new(limit, IsCeiling: true);

    public bool Holds(double ratio) => IsCeiling ? ratio <= Limit : ratio >= Limit;

    public override string ToString() => (IsCeiling ? "<=" : ">=") + Limit.ToString("0.00", CultureInfo.InvariantCulture);
}
