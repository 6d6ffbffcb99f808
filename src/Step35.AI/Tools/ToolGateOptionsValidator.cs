using Microsoft.Extensions.Options;

namespace Step35.AI.Tools;

/// <summary>Checks the ranges that <see cref="ToolGateOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class ToolGateOptionsValidator : IValidateOptions<ToolGateOptions>;
