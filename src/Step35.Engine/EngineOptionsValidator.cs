using Microsoft.Extensions.Options;

namespace Step35.Engine;

/// <summary>Checks the ranges that <see cref="EngineOptions"/> declares, and what its members ask of each other.</summary>
[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>
{
    /// <summary>Checks what no range can say.</summary>
    public static ValidateOptionsResult ValidateTogether(EngineOptions options)
    {
        if (options.MaxBatchTokens < options.MaxSequences)
            return ValidateOptionsResult.Fail(
                $"MaxBatchTokens is {options.MaxBatchTokens}, but each of the {options.MaxSequences} MaxSequences "
                + "needs a token of every step. Raise the one or lower the other.");
        if (options.StallTimeout <= TimeSpan.Zero && options.StallTimeout != Timeout.InfiniteTimeSpan)
            return ValidateOptionsResult.Fail($"StallTimeout is {options.StallTimeout}; set it above zero, or to Timeout.InfiniteTimeSpan.");
        return ValidateOptionsResult.Success;
    }
}
