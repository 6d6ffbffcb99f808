namespace Step35.Engine.Tokenization;

/// <summary>A text cannot be tokenized.</summary>
public sealed class TokenizationException : Step35Exception
{
    internal TokenizationException(string message)
        : base(message)
    {
    }
}
