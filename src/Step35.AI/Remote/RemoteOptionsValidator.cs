using Microsoft.Extensions.Options;

namespace Step35.AI.Remote;

/// <summary>Checks the ranges that <see cref="RemoteOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class RemoteOptionsValidator : IValidateOptions<RemoteOptions>;
