namespace Step35.AI.Tools.Approval;

/// <summary>A pattern beside the items that it may fit: characters of a text, or names of a path.</summary>
internal interface IStarPattern
{
    /// <summary>Gets how long the pattern is.</summary>
    int Length { get; }

    /// <summary>Says whether any number of items may stand at a place of the pattern.</summary>
    bool IsStar(int at);

    /// <summary>Fits one item.</summary>
    /// <param name="at">The place in the pattern.</param>
    /// <param name="item">The item's number.</param>
    /// <param name="width">How much of the pattern it took.</param>
    bool TryFit(int at, int item, out int width);
}
