namespace Step35.Engine.Generation;

/// <summary>A grammar cannot be used, or no token of the vocabulary can continue it.</summary>
public sealed class GrammarException : Step35Exception
{
    internal GrammarException(string whatToChange)
        : base(whatToChange)
    {
    }
}
