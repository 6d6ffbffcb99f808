using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.Server.Keys;

namespace Step35.Server.Dialects;

/// <summary>What a client wants, whatever dialect it was said in.</summary>
internal sealed record ChatCall
{
    /// <summary>Gets the model's name; null for the first one that the host serves.</summary>
    public string? Model { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Gets the options; model and caller are the host's to set.</summary>
    public ChatOptions Options { get; init; } = new();

    /// <summary>Gets a value indicating whether the reply is sent piece by piece.</summary>
    public bool Stream { get; init; }

    /// <summary>Gets how many answers are written side by side.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Gets who asks, as the request itself says; it counts only where no key does.</summary>
    public string? User { get; init; }

    /// <summary>Gets a value indicating whether the text of the messages is the prompt itself, to be continued as it stands.</summary>
    public bool IsRawPrompt { get; init; }

    /// <summary>Adds what the host decides: who asks, and that calls are told while they are being written.</summary>
    /// <param name="key">Whose request it is; without a key, the request itself says.</param>
    public ChatCall For(ApiKey? key)
    {
        var options = Options.Clone();
        var properties = options.AdditionalProperties ??= [];
        if ((key?.Name ?? User) is { } caller)
            properties[AdditionalOptions.Caller] = caller;
        if (Stream)
            properties[AdditionalOptions.StreamArguments] = true;
        return this with { Options = options };
    }
}
