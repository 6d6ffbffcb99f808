using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Ollama.Wire;
using Step35.Server.Replies;

namespace Step35.Server.Ollama;

/// <summary>Sends a reply line by line.</summary>
internal sealed class OllamaStream(OllamaReplyWriter writer) : IReplyStream
{
    private readonly ReplyBlocks _blocks = new();

    public void Begin(IFrames frames)
    {
    }

    public void Push(int choice, ChatResponseUpdate update, IFrames frames) => Send(frames, _blocks.Push(update));

    public void End(IFrames frames)
    {
        Send(frames, _blocks.Close());
        frames.Write(writer.End(_blocks), OllamaJson.Default.OllamaReply);
    }

    public void Fail(ApiError error, IFrames frames) => OllamaErrors.Instance.Write(error, frames);

    private void Send(IFrames frames, IReadOnlyList<ReplyStep> steps)
    {
        foreach (var step in steps)
            if (writer.Piece(step) is { } piece)
                frames.Write(piece, OllamaJson.Default.OllamaReply);
    }
}
