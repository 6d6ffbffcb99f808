namespace Step35.Engine.Drafting;

/// <summary>Guesses the next tokens of sequences.</summary>
/// <remarks>A guess costs time when it is wrong and nothing else: every token is verified. Belongs to the scheduler's thread.</remarks>
internal interface IDraftPredictor
{
    /// <summary>Gets how many tokens it can guess for a sequence.</summary>
    int MaxTokens { get; }

    /// <summary>Extends each draft up to its limit, as far as it can.</summary>
    /// <param name="drafts">Empty drafts, in the order of their sequences' ids.</param>
    void Predict(ReadOnlySpan<Draft> drafts);
}
