using Microsoft.Extensions.Options;
using Step35.Engine.Tuning;

namespace Step35.Engine;

/// <summary>Checks the ranges that <see cref="EngineOptions"/> declares, and what its members ask of each other.</summary>
[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>
{
    // What a timer can count.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    /// <summary>Checks what no range can say.</summary>
    public static ValidateOptionsResult ValidateTogether(EngineOptions options)
    {
        if (options.MaxBatchTokens < options.MaxSequences)
            return ValidateOptionsResult.Fail(
                $"MaxBatchTokens is {options.MaxBatchTokens}, but each of the {options.MaxSequences} MaxSequences "
                + "needs a token of every step. Raise the one or lower the other.");
        if (!IsTimeout(options.StallTimeout))
            return FailTimeout(nameof(options.StallTimeout), options.StallTimeout);
        if (!IsTimeout(options.QueueTimeout))
            return FailTimeout(nameof(options.QueueTimeout), options.QueueTimeout);
        if (options.Backends is null || options.Backends.Contains(null!))
            return ValidateOptionsResult.Fail("Backends, or a part of it, is null; leave it empty to try every flavour.");
        if (options.MtpModelPath is { Length: 0 })
            return ValidateOptionsResult.Fail("MtpModelPath is empty; leave it null to use the heads in the model's own file.");
        var failures = TuningRules.Check(options).ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static bool IsTimeout(TimeSpan value) => value == Timeout.InfiniteTimeSpan || (value > TimeSpan.Zero && value <= LongestTimeout);

    private static ValidateOptionsResult FailTimeout(string name, TimeSpan value) => ValidateOptionsResult.Fail(
        $"{name} is {value}; set it above zero and to at most {LongestTimeout.Days} days, or to Timeout.InfiniteTimeSpan.");
}
