using Microsoft.Extensions.AI;
using Spectre.Console;
using Step35.AI;

namespace Step35.Cli.Chatting;

/// <summary>Says so where an answer ended before the model was done.</summary>
/// <param name="notes">Where it is said.</param>
/// <param name="maxOutputTokens">The most tokens that the user wants; null for no limit.</param>
internal sealed class AnswerEnding(IAnsiConsole notes, int? maxOutputTokens)
{
    /// <summary>Tells why an answer was cut off.</summary>
    /// <exception cref="ChatException">It was, and nobody had asked for that.</exception>
    public void Tell(ChatFinishReason? reason)
    {
        if (reason?.Value == ResponseFacts.LoopFinishReason)
            throw new ChatException("The answer kept repeating itself and was ended. Ask again, or in other words.");
        if (reason != ChatFinishReason.Length)
            return;
        if (maxOutputTokens is not { } limit)
            throw new ChatException("The answer was cut off where the context ends. Begin a new chat, or give a larger --context.");
        notes.WriteLine($"The answer was cut off: --max-tokens is {limit}.");
    }
}
