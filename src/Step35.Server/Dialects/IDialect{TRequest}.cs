using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;
using Step35.Server.Framing;

namespace Step35.Server.Dialects;

/// <summary>How one route speaks: it reads requests and writes replies, without IO.</summary>
/// <remarks>One object serves all requests; what belongs to one reply is in its <see cref="IReplyStream"/>.</remarks>
/// <typeparam name="TRequest">The request as it comes over the wire.</typeparam>
internal interface IDialect<TRequest>
    where TRequest : class
{
    JsonTypeInfo<TRequest> RequestType { get; }

    /// <summary>Gets how the pieces of a streamed reply are told apart.</summary>
    ReplyFraming Framing { get; }

    IErrorFormat Errors { get; }

    /// <summary>Reads a request.</summary>
    /// <exception cref="ApiException">A field is missing, wrong, or cannot be honoured.</exception>
    ChatCall Read(TRequest request);

    /// <summary>Begins a reply that is sent piece by piece.</summary>
    IReplyStream CreateStream(TRequest request, ReplyContext context);

    /// <summary>Writes a whole reply, as one frame.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">What the reply says about itself.</param>
    /// <param name="answers">As many as the call asked for.</param>
    /// <param name="body">Takes the reply.</param>
    void WriteWhole(TRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers, IFrames body);
}
