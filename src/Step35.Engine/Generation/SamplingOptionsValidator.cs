using Microsoft.Extensions.Options;

namespace Step35.Engine.Generation;

/// <summary>Checks the ranges that <see cref="SamplingOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class SamplingOptionsValidator : IValidateOptions<SamplingOptions>;
