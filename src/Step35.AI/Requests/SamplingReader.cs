using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Engine.Generation;

namespace Step35.AI.Requests;

/// <summary>Puts a request's sampling options over the client's.</summary>
internal static class SamplingReader
{
    private const string MinP = "min_p";
    private const string RepetitionPenalty = "repeat_penalty";
    private const string RepetitionWindow = "repeat_last_n";

    public static SamplingOptions Read(ChatOptions options, SamplingOptions defaults, IChatClient client)
    {
        var sampling = options.RawRepresentationFactory?.Invoke(client) as SamplingOptions ?? defaults;
        return sampling with
        {
            Temperature = options.Temperature ?? sampling.Temperature,
            TopP = options.TopP ?? sampling.TopP,
            TopK = options.TopK ?? sampling.TopK,
            FrequencyPenalty = options.FrequencyPenalty ?? sampling.FrequencyPenalty,
            PresencePenalty = options.PresencePenalty ?? sampling.PresencePenalty,
            Seed = options.Seed is { } seed ? FoldSeed(seed) : sampling.Seed,
            MinP = ReadNumber(options, MinP) ?? sampling.MinP,
            RepetitionPenalty = ReadNumber(options, RepetitionPenalty) ?? sampling.RepetitionPenalty,
            RepetitionWindowTokens = (int?)ReadNumber(options, RepetitionWindow) ?? sampling.RepetitionWindowTokens,
        };
    }

    // The largest value means "choose a seed" to the native sampler, so it is left out.
    private static uint FoldSeed(long seed) => (uint)((ulong)seed % uint.MaxValue);

    private static float? ReadNumber(ChatOptions options, string key)
    {
        if (options.AdditionalProperties is not { } properties || !properties.TryGetValue(key, out var value) || value is null)
            return null;
        var text = value is JsonElement json ? json.ToString() : Convert.ToString(value, CultureInfo.InvariantCulture);
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UnsupportedOptionException($"AdditionalProperties[\"{key}\"]", $"'{text}' is not a number.");
    }
}
