using System.Text.Json.Serialization;

namespace Step35.Aspire.Hosting.Readiness;

/// <summary>What a model host says of itself at <c>/health/ready</c>.</summary>
/// <param name="Status">Such as <c>loading</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="Progress">How much of the model is loaded, 0 to 1.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record HostStatus(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("progress")] double? Progress = null,
    [property: JsonPropertyName("error")] string? Error = null);
