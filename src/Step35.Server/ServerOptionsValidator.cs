using Microsoft.Extensions.Options;

namespace Step35.Server;

/// <summary>Checks the ranges that <see cref="ServerOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
