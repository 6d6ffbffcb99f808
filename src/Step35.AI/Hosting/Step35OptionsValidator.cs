using Microsoft.Extensions.Options;

namespace Step35.AI.Hosting;

/// <summary>Checks the ranges that <see cref="Step35Options"/> declares.</summary>
[OptionsValidator]
internal sealed partial class Step35OptionsValidator : IValidateOptions<Step35Options>;
