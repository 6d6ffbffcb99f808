using Microsoft.Extensions.AI;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Turns the updates of one reply into frames: a state object without IO.</summary>
internal interface IReplyStream
{
    /// <summary>Says what comes before the first update.</summary>
    void Begin(IFrames frames);

    /// <summary>Takes the next update.</summary>
    /// <param name="choice">Which of the answers it belongs to, from 0.</param>
    /// <param name="update">The update.</param>
    /// <param name="frames">Takes what can be said by now.</param>
    void Push(int choice, ChatResponseUpdate update, IFrames frames);

    /// <summary>Says what comes after the last update.</summary>
    void End(IFrames frames);

    /// <summary>Says that the reply has broken off.</summary>
    void Fail(ApiError error, IFrames frames);
}
