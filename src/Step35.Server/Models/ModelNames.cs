namespace Step35.Server.Models;

/// <summary>The models that the configuration names, with the names of their options.</summary>
/// <param name="OptionsByModel">The name of each model's options, in the order of the models.</param>
internal sealed record ModelNames(IReadOnlyList<KeyValuePair<string, string>> OptionsByModel);
