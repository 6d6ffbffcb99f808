using Microsoft.Extensions.AI;

namespace Step35.AI;

/// <summary>A piece of the arguments of a function call that the model is still writing.</summary>
/// <remarks>
/// Comes only where <c>AdditionalProperties["stream_arguments"]</c> of a streaming request asks for it. The pieces of one call,
/// concatenated, are one JSON object: the arguments of the <see cref="FunctionCallContent"/> with the same id that follows them. Pieces
/// without such a call are void; where the call turned out malformed, the <see cref="ErrorContent"/> holds the id as <c>call_id</c>.
/// </remarks>
/// <param name="callId">The id of the call.</param>
/// <param name="name">The name of the function.</param>
/// <param name="delta">The piece.</param>
public sealed class FunctionArgumentsDelta(string callId, string name, string delta) : AIContent
{
    /// <summary>Gets the id of the call.</summary>
    public string CallId { get; } = callId ?? throw new ArgumentNullException(nameof(callId));

    /// <summary>Gets the name of the function.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Gets the next piece of the arguments' JSON; the first one, which comes with the name, may be empty.</summary>
    public string Delta { get; } = delta ?? throw new ArgumentNullException(nameof(delta));
}
