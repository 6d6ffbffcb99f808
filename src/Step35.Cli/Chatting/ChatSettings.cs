using Step35.Cli.Chatting.Tools;

namespace Step35.Cli.Chatting;

/// <summary>How a chat begins.</summary>
internal sealed record ChatSettings
{
    public required string Model { get; init; }

    /// <summary>Gets the one question to answer; null chats.</summary>
    public string? Question { get; init; }

    public string? System { get; init; }

    public float? Temperature { get; init; }

    public int? ContextLength { get; init; }

    public int? Threads { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>Gets the chat to go on with, and to save at the end.</summary>
    public string? Session { get; init; }

    public bool Thinks { get; init; }

    public bool HidesReasoning { get; init; }

    public bool HasTools { get; init; }

    /// <summary>Gets the plugins whose functions the model may call.</summary>
    public IReadOnlyList<PluginReference> Plugins { get; init; } = [];

    /// <summary>Gets the MCP servers whose tools the model may call: addresses and commands.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>Gets the functions that run unasked, such as <c>Files.*</c>.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Gets a value indicating whether plugins or servers are named.</summary>
    public bool NamesTools => Plugins.Count + Servers.Count > 0;

    public bool WritesJson { get; init; }
}
