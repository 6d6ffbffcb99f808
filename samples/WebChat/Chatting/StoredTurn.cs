using Microsoft.Extensions.AI;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>A turn as the store keeps it.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">The messages that came of it.</param>
/// <param name="Figures">What it cost.</param>
/// <param name="Failure">Why there is no answer; null if there is one.</param>
public sealed record StoredTurn(string Question, IReadOnlyList<ChatMessage> Answer, TurnFigures Figures, string? Failure);
