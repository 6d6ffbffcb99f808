using Microsoft.Extensions.Options;

namespace Step35.AI.Remote;

/// <summary>Checks what no range can say about a model elsewhere.</summary>
internal static class RemoteOptionsRules
{
    // What a timer can take.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public static ValidateOptionsResult Validate(RemoteOptions options, bool isHost) => FindFault(options, isHost) is { } fault
        ? ValidateOptionsResult.Fail($"Remote.{fault}")
        : new RemoteOptionsValidator().Validate(name: null, options);

    private static string? FindFault(RemoteOptions options, bool isHost)
    {
        if (options.Endpoints is null or [])
            return "Endpoints is empty: set it to the address of a server, such as http://localhost:8000/v1.";
        if (options.Endpoints.FirstOrDefault(address => !IsAddress(address)) is { } wrong)
            return $"Endpoints holds '{wrong}', which is no http or https address.";
        if (!isHost && string.IsNullOrWhiteSpace(options.Model))
            return "Model is missing: set it to the model's name at the server.";
        if (!IsTimeout(options.FirstTokenTimeout))
            return Range(nameof(options.FirstTokenTimeout), options.FirstTokenTimeout);
        if (!IsTimeout(options.NextTokenTimeout))
            return Range(nameof(options.NextTokenTimeout), options.NextTokenTimeout);
        return options.CoolDown < TimeSpan.Zero ? $"CoolDown is {options.CoolDown}; set it to zero or more." : null;
    }

    private static bool IsAddress(Uri? address) =>
        address is { IsAbsoluteUri: true } && address.Scheme.Split('+').All(scheme => scheme == Uri.UriSchemeHttp || scheme == Uri.UriSchemeHttps);

    private static bool IsTimeout(TimeSpan time) => time == Timeout.InfiniteTimeSpan || (time > TimeSpan.Zero && time <= Longest);

    private static string Range(string name, TimeSpan time) => $"{name} is {time}; set it to more than zero and at most 49 days, or to infinite.";
}
