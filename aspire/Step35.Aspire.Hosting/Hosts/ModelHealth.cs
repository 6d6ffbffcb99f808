namespace Step35.Aspire.Hosting.Hosts;

/// <summary>How far a model of a host is.</summary>
/// <param name="Name">The name that it is served under.</param>
/// <param name="Status">Such as <c>loading</c> or <c>ready</c>.</param>
/// <param name="Percent">How much of it is loaded.</param>
/// <param name="Error">Why it could not be loaded.</param>
internal sealed record ModelHealth(string Name, string Status, int Percent, string? Error);
