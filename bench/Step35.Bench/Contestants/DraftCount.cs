namespace Step35.Bench.Contestants;

/// <summary>How many tokens were guessed ahead, and how many of them were right.</summary>
internal readonly record struct DraftCount(int Drafted, int Accepted)
{
    public static DraftCount operator +(DraftCount one, DraftCount other) => Add(one, other);

    public static DraftCount Add(DraftCount one, DraftCount other) => new(one.Drafted + other.Drafted, one.Accepted + other.Accepted);

    public static DraftCount Sum(IEnumerable<Completion> completions) => completions.Aggregate(default(DraftCount), (sum, one) => sum + one.Drafts);
}
