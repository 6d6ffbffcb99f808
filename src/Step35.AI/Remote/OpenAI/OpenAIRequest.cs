using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Step35.AI.Prompting;
using Step35.AI.Requests;

#pragma warning disable SCME0001 // The raw JSON of requests is the only way to the fields that the client has no members for.

namespace Step35.AI.Remote.OpenAI;

/// <summary>Puts into a request what servers of open models take beyond OpenAI's own fields.</summary>
internal static class OpenAIRequest
{
    // The client of Microsoft.Extensions.AI reads this one itself.
    private const string Strict = "strict";

    /// <summary>Gives a copy whose raw request holds top-k, whole schemas of functions and answer, and the additional properties by name.</summary>
    /// <remarks>Properties that only our own engine knows are for our own hosts; other servers may refuse them.</remarks>
    public static ChatOptions WithExtensions(ChatOptions options, bool isHost)
    {
        var asked = options.Clone();
        asked.Tools = null;
        asked.RawRepresentationFactory = client => Write(options, client, isHost);
        return asked;
    }

    private static ChatCompletionOptions Write(ChatOptions options, IChatClient client, bool isHost)
    {
        var request = options.RawRepresentationFactory?.Invoke(client) as ChatCompletionOptions ?? new ChatCompletionOptions();
        if (options.TopK is { } topK)
            request.Patch.Set("$.top_k"u8, topK);
        foreach (var (name, value) in options.AdditionalProperties ?? [])
            if (!HasAnotherField(name) && (isHost || !AdditionalOptions.IsOurOwn(name)))
                request.Patch.Set(PathOf(name), BinaryData.FromString(ClrJson.Of(value).GetRawText()));
        if (isHost)
            request.EndUserId ??= AdditionalOptions.ReadCaller(options);
        if (AdditionalOptions.ReadLikeliestTokens(options) is { } likeliest)
            (request.IncludeLogProbabilities, request.TopLogProbabilityCount) = (true, likeliest);
        WriteTools(options, request);
        WriteAnswerSchema(options, request);
        return request;
    }

    // A host tells every call while it is being written.
    private static bool HasAnotherField(string name) =>
        name is Strict or AdditionalOptions.StreamArguments or AdditionalOptions.Caller or AdditionalOptions.LikeliestTokens;

    // The client of Microsoft.Extensions.AI would leave out the limits in it, which OpenAI's own models do not keep.
    private static void WriteAnswerSchema(ChatOptions options, ChatCompletionOptions request)
    {
        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } format)
            request.ResponseFormat ??= global::OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(
                format.SchemaName ?? "answer",
                BinaryData.FromString(schema.GetRawText()),
                format.SchemaDescription,
                options.AdditionalProperties?.GetValueOrDefault(Strict) as bool?);
    }

    private static void WriteTools(ChatOptions options, ChatCompletionOptions request)
    {
        foreach (var tool in ToolReader.Read(options.Tools))
            request.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(CanonicalSchema.RootOf(tool))));
        if (request.Tools.Count == 0)
            return;
        request.AllowParallelToolCalls ??= options.AllowMultipleToolCalls;
        request.ToolChoice ??= options.ToolMode switch
        {
            NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
            RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
            RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
            _ => ChatToolChoice.CreateAutoChoice(),
        };
    }

    private static byte[] PathOf(string name) => name.Contains('\'', StringComparison.Ordinal)
        ? throw AdditionalOptions.Refuse(name, "a field's name cannot hold an apostrophe.")
        : Encoding.UTF8.GetBytes($"$['{name}']");
}
