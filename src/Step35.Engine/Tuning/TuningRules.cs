using System.Globalization;
using Step35.Engine.Planning;

namespace Step35.Engine.Tuning;

/// <summary>Checks what the tuning options ask of each other, and their texts.</summary>
internal static class TuningRules
{
    private const int MaxPort = 65_535;

    /// <summary>Says what is wrong, each with what to change.</summary>
    public static IEnumerable<string> Check(EngineOptions options)
    {
        if (FindNull(options) is { } nullName)
            return [$"{nullName} is null; leave it as it is by default."];
        return
        [
            .. CheckSteps(options),
            .. options.TensorOverrides.Where(text => !IsOverride(text))
                .Select(text => $"TensorOverrides holds '{text}'; write pattern=buffer with a regular expression without look-around, back-references "
                    + "and repeated groups, and with at most three of *, + and {}, for example blk\\.4\\.ffn_.*_exps=CPU."),
            .. options.Devices.Where(string.IsNullOrEmpty).Select(_ => "Devices holds an empty name; leave it out, or leave Devices empty to use all."),
            .. CheckSplit(options.TensorSplit),
            .. options.LoraAdapters.Where(adapter => string.IsNullOrEmpty(adapter?.Path) || !float.IsFinite(adapter.Scale))
                .Select(adapter => $"LoraAdapters holds an adapter with the path '{adapter?.Path}' and the scale {adapter?.Scale}; give a file and a number."),
            .. options.RpcServers.Where(server => !IsServer(server)).Select(server => $"RpcServers holds '{server}'; write host:port."),
            .. CheckRope(options.Rope),
        ];
    }

    private static string? FindNull(EngineOptions options) => new (string Name, object? Value)[]
    {
        (nameof(options.TensorOverrides), options.TensorOverrides),
        (nameof(options.Devices), options.Devices),
        (nameof(options.TensorSplit), options.TensorSplit),
        (nameof(options.LoraAdapters), options.LoraAdapters),
        (nameof(options.Rope), options.Rope),
        (nameof(options.RpcServers), options.RpcServers),
    }.FirstOrDefault(member => member.Value is null).Name;

    private static IEnumerable<string> CheckSteps(EngineOptions options)
    {
        if (options.MicroBatchTokens > options.MaxBatchTokens)
            yield return $"MicroBatchTokens is {options.MicroBatchTokens}, more than MaxBatchTokens ({options.MaxBatchTokens}). Lower it or raise that.";
        if (options is { FlashAttention: false, ValueCacheType: { } type } && type.IsQuantized())
            yield return $"ValueCacheType is {type}, which needs flash attention; leave FlashAttention on, or store values as F16.";
        if (options is { DirectIo: true, LockMemory: true })
            yield return "DirectIo and LockMemory exclude each other; choose one.";
    }

    private static IEnumerable<string> CheckSplit(IList<float> shares)
    {
        if (shares.Any(share => !float.IsFinite(share) || share < 0) || (shares.Count > 0 && shares.Sum() == 0))
            yield return "TensorSplit takes shares from 0 up, of which one at least is above it.";
    }

    private static IEnumerable<string> CheckRope(RopeOptions rope)
    {
        float?[] positive = [rope.FrequencyBase, rope.FrequencyScale, rope.YarnAttention, rope.YarnBetaFast, rope.YarnBetaSlow, rope.YarnOriginalContext];
        if (positive.Any(value => value is { } number && !(float.IsFinite(number) && number > 0)) || rope.YarnExtrapolation is < 0 or > 1 or float.NaN)
            yield return "Rope takes numbers above 0, and for YarnExtrapolation from 0 to 1.";
    }

    private static bool IsOverride(string? text)
    {
        var separator = text?.LastIndexOf('=') ?? -1;
        return separator > 0 && separator < text!.Length - 1 && TensorPattern.IsSafe(text[..separator]);
    }

    private static bool IsServer(string? text)
    {
        var separator = text?.LastIndexOf(':') ?? -1;
        return separator > 0
            && int.TryParse(text.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= MaxPort;
    }
}
