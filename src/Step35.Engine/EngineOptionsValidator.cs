using Microsoft.Extensions.Options;

namespace Step35.Engine;

/// <summary>Checks the ranges that <see cref="EngineOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
