using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI;

/// <summary>Reads what chat completions and completions have in common.</summary>
internal static class GenerationReader
{
    /// <summary>Makes the call of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="messages">Its messages.</param>
    /// <param name="options">What it says besides; the common options are added.</param>
    public static ChatCall Read(GenerationRequest request, IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        options.Temperature = request.Temperature;
        options.TopP = request.TopP;
        options.TopK = FurtherOptions.ReadTopK(request.Others);
        options.PresencePenalty = request.PresencePenalty;
        options.FrequencyPenalty = request.FrequencyPenalty;
        options.Seed = request.Seed;
        options.StopSequences = request.Stop.NoneEmpty("stop");
        options.AdditionalProperties = FurtherOptions.Read(request.Others);
        return new ChatCall
        {
            Model = request.Model,
            Messages = messages,
            Options = options.WithinRanges(),
            Stream = request.Stream == true,
            Choices = ChoiceCount.Read(request.N),
            User = request.User,
        };
    }
}
