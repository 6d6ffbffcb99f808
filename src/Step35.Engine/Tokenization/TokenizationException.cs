namespace Step35.Engine.Tokenization;

/// <summary>The native tokenizer could not tokenize a text.</summary>
public sealed class TokenizationException : Step35Exception
{
    internal TokenizationException(int byteCount)
        : base($"A text of {byteCount:N0} bytes could not be tokenized with this model's vocabulary. Check that the model file is intact.") =>
        ByteCount = byteCount;

    /// <summary>Gets the length of the text in UTF-8 bytes.</summary>
    public int ByteCount { get; }
}
