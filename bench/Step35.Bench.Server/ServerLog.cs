using System.Text.RegularExpressions;

namespace Step35.Bench.Server;

/// <summary>Looks through what a server writes for its address and for its first complaint.</summary>
internal sealed partial class ServerLog
{
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the address; the server names it as soon as it takes requests.</summary>
    public Task<Uri> Address => _address.Task;

    /// <summary>Gets the first error that the server wrote, or null.</summary>
    public string? Complaint { get; private set; }

    public void Read(string? line)
    {
        if (line is null)
            return;
        if (AddressLine().Match(line) is { Success: true } address)
            _address.TrySetResult(new Uri(address.Groups[1].Value));
        else if (ErrorLine().Match(line) is { Success: true } error)
            Complaint ??= error.Groups[1].Value;
    }

    [GeneratedRegex(@"listening on (http://\S+)")]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"(?:^[\d.]+ E |^error: )(.+)")]
    private static partial Regex ErrorLine();
}
