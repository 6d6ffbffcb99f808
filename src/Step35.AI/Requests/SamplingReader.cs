using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.AI;
using Step35.Engine.Generation;

namespace Step35.AI.Requests;

/// <summary>Puts a request's sampling options over the client's.</summary>
internal static class SamplingReader
{
    private const string MinP = "min_p";
    private const string RepetitionPenalty = "repeat_penalty";
    private const string RepetitionWindow = "repeat_last_n";

    public static SamplingOptions Read(ChatOptions options, SamplingOptions defaults, IChatClient? client)
    {
        var sampling = ReadRaw(options, client) ?? defaults;
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
            RepetitionWindowTokens = ReadInteger(options, RepetitionWindow) ?? sampling.RepetitionWindowTokens,
        };
    }

    // The largest value means "choose a seed" to the native sampler, so it is left out.
    private static uint FoldSeed(long seed) => (uint)((ulong)seed % uint.MaxValue);

    private static SamplingOptions? ReadRaw(ChatOptions options, IChatClient? client) => options.RawRepresentationFactory?.Invoke(client!) switch
    {
        null => null,
        SamplingOptions sampling => sampling,
        var other => throw new UnsupportedOptionException(
            nameof(options.RawRepresentationFactory),
            $"it made a {other.GetType().Name}; return {nameof(SamplingOptions)}, or null for a client that it does not know."),
    };

    private static float? ReadNumber(ChatOptions options, string key) => Read<float>(options, key, NumberStyles.Float, "a number");

    private static int? ReadInteger(ChatOptions options, string key) =>
        Read<int>(options, key, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, "a whole number");

    private static T? Read<T>(ChatOptions options, string key, NumberStyles styles, string wanted)
        where T : struct, INumber<T>
    {
        if (AdditionalOptions.ReadText(options, key) is not { } text)
            return null;
        return T.TryParse(text, styles, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw AdditionalOptions.Refuse(key, $"'{text}' is not {wanted}.");
    }
}
