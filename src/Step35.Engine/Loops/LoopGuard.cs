using System.Text.Json.Serialization;

namespace Step35.Engine.Loops;

/// <summary>How soon an answer that repeats itself without end is broken out of, and then ended.</summary>
/// <remarks>
/// A loop is a run of tokens that is repeated exactly, up to 1,024 tokens long. Where one is found, the token that would continue it
/// becomes the last choice for some tokens; an answer that loops once more after three such breaks ends with
/// <see cref="Generation.FinishReason.Loop"/>.
/// </remarks>
[JsonConverter(typeof(JsonStringEnumConverter<LoopGuard>))]
public enum LoopGuard
{
    /// <summary>Answers may repeat themselves.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>A loop is one that fills 4,096 tokens, or a quarter of a smaller context, and has 8 rounds; long tables and arrays of zeros pass.</summary>
    [JsonStringEnumMemberName("gentle")]
    Gentle,

    /// <summary>A loop is one that fills 512 tokens and has 8 rounds; an array of some hundred zeros may be taken for one.</summary>
    [JsonStringEnumMemberName("strict")]
    Strict,
}
