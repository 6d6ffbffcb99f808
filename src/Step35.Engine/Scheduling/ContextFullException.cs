namespace Step35.Engine.Scheduling;

/// <summary>A prompt does not fit into the context.</summary>
public sealed class ContextFullException : Step35Exception
{
    internal ContextFullException(int promptTokens, int contextLength)
        : base($"The prompt has {promptTokens:N0} tokens or more, but the context holds {contextLength:N0} and needs room for one to answer. "
            + "Shorten the conversation, or load the model with a larger ContextLength.")
    {
        PromptTokens = promptTokens;
        ContextLength = contextLength;
    }

    /// <summary>Gets the prompt's length in tokens, or the least that it can have where its text alone is far too long.</summary>
    public int PromptTokens { get; }

    /// <summary>Gets how many tokens the context holds.</summary>
    public int ContextLength { get; }
}
