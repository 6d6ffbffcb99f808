namespace Step35.AI.Parsing;

/// <summary>How a call begins, and what is known about it by then.</summary>
/// <param name="Tag">The opening tag; a call without its block may start at the function, or even at a parameter.</param>
/// <param name="Text">The tag as it was written.</param>
/// <param name="IsInReasoning">Whether it stands where the model may merely talk about calls.</param>
/// <param name="Offered">The functions that were offered.</param>
internal sealed record CallOpening(TagMatch Tag, string Text, bool IsInReasoning, OfferedFunctions Offered)
{
    public bool HasBlock => Tag.Tag == FormatTag.CallStart;

    /// <summary>Tells whether reasoning that names this function means a call: without its block only one that was offered.</summary>
    public bool IsPlausible(string function) => Offered.IsEmpty ? HasBlock : Offered.Find(function) is not null;
}
