using Microsoft.Extensions.AI;

namespace Step35.Cli.Chatting;

/// <summary>A chat as it is saved.</summary>
/// <param name="Version">The form of the file.</param>
/// <param name="System">What the model was told before the chat.</param>
/// <param name="Thinks">Whether the model thinks before it answers.</param>
/// <param name="Messages">The messages.</param>
internal sealed record SavedChat(int Version, string? System, bool Thinks, IReadOnlyList<ChatMessage> Messages)
{
    public const int CurrentVersion = 1;
}
