using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Step35.AI.Remote.Connection;

/// <summary>Reads connection strings: <c>Endpoint=…;Key=…;Model=…;Kind=…</c>, <c>Model=/path/file.gguf</c>, or an address alone.</summary>
internal static class ConnectionText
{
    private const string Known = "it may hold Endpoint (one address, or several separated by commas), Key, Model and Kind.";

    /// <summary>Sets what the text says, and leaves alone what it does not.</summary>
    /// <exception cref="OptionsValidationException">The text is none of these. It may hold a key, so the message does not repeat it.</exception>
    public static void Apply(string text, Step35Options options)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme.StartsWith(Uri.UriSchemeHttp, StringComparison.Ordinal))
            text = $"Endpoint={text}";
        var parts = Split(text);
        var endpoints = Take(parts, "Endpoint");
        var model = Take(parts, "Model");
        options.Remote.ApiKey = Take(parts, "Key") ?? options.Remote.ApiKey;
        options.Kind = ReadKind(Take(parts, "Kind"), endpoints is null ? options.Kind : Step35EngineKind.OpenAI);
        if (parts.Count > 0)
            throw Refuse($"it holds '{parts.Keys.Cast<string>().First()}'; {Known}");
        if (endpoints is not null)
            options.Remote.Endpoints = [.. endpoints.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadAddress)];
        if (options.Kind == Step35EngineKind.Embedded)
            options.ModelPath = model ?? options.ModelPath;
        else
            options.Remote.Model = model ?? options.Remote.Model;
    }

    private static DbConnectionStringBuilder Split(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            throw Refuse($"it cannot be read; {Known}");
        }
    }

    private static string? Take(DbConnectionStringBuilder parts, string name)
    {
        var value = parts.TryGetValue(name, out var found) ? (string)found : null;
        parts.Remove(name);
        return value;
    }

    private static Step35EngineKind ReadKind(string? kind, Step35EngineKind otherwise)
    {
        if (kind is null)
            return otherwise;
        return Enum.TryParse<Step35EngineKind>(kind, ignoreCase: true, out var read) && Enum.IsDefined(read)
            ? read
            : throw Refuse($"its Kind is '{kind}', which is none of {string.Join(", ", Enum.GetNames<Step35EngineKind>())}.");
    }

    private static Uri ReadAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw Refuse($"its Endpoint holds '{text}', which is no address.");

    private static OptionsValidationException Refuse(string reason) =>
        new(nameof(Step35Options.ConnectionString), typeof(Step35Options), [$"The connection string cannot be used: {reason}"]);
}
