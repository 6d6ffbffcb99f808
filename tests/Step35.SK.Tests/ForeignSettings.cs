using System.Text.Json.Serialization;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

/// <summary>Settings made for another service, with properties that the kernel knows by their names in JSON only.</summary>
internal sealed class ForeignSettings : PromptExecutionSettings
{
    [JsonPropertyName("reasoning_effort")]
    public object? Effort { get; set; }

    [JsonPropertyName("response_format")]
    public object? Format { get; set; }
}
