using Step35.Engine;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Framing;
using Step35.Server.Models;
using Step35.Server.Tokenization.Wire;

namespace Step35.Server.Tokenization;

/// <summary>Turns text into a model's tokens and back.</summary>
internal static class TokenizationRoutes
{
    public static void MapTokenization(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tokenize", TokenizeAsync);
        routes.MapPost("/detokenize", DetokenizeAsync);
    }

    private static async Task TokenizeAsync(HttpContext http)
    {
        var request = await RequestBody.ReadAsync(http, TokenizationJson.Default.TokenizeRequest).ConfigureAwait(false);
        var (field, text) = request switch
        {
            { Content: { } content } => ("content", content),
            { Prompt: { } prompt } => ("prompt", prompt),
            _ => throw ApiException.Wrong("content", "it is missing; send the text."),
        };
        using var lease = await RentAsync(http, request.Model).ConfigureAwait(false);
        var engine = EngineOf(lease);
        var tokens = Encode(text, field, engine);
        var reply = new TokenizeReply([.. tokens.Select(token => token.Value)], tokens.Count, engine.Model.ContextLength);
        await http.WriteJsonAsync(reply, TokenizationJson.Default.TokenizeReply).ConfigureAwait(false);
    }

    // The engine would tell whoever sends a text to shorten a conversation.
    private static IReadOnlyList<TokenId> Encode(string text, string field, Step35Engine engine)
    {
        try
        {
            return engine.EncodePrompt([new PromptSegment(text, IsTemplate: false)]).Tokens;
        }
        catch (ContextFullException error)
        {
            throw ApiException.Wrong(field, $"it has {error.PromptTokens:N0} tokens or more; send it in parts of fewer than {error.ContextLength:N0}.");
        }
    }

    private static async Task DetokenizeAsync(HttpContext http)
    {
        var request = await RequestBody.ReadAsync(http, TokenizationJson.Default.DetokenizeRequest).ConfigureAwait(false);
        var tokens = request.Tokens ?? throw ApiException.Wrong("tokens", "they are missing.");
        using var lease = await RentAsync(http, request.Model).ConfigureAwait(false);
        var tokenizer = EngineOf(lease).Tokenizer;
        if (tokens.Any(token => token < 0 || token >= tokenizer.VocabularySize))
            throw ApiException.Wrong("tokens", $"one of them is not between 0 and {tokenizer.VocabularySize - 1}.");
        var text = tokenizer.Decode(tokens.Select(token => new TokenId(token)), special: true);
        await http.WriteJsonAsync(new DetokenizeReply(text, text), TokenizationJson.Default.DetokenizeReply).ConfigureAwait(false);
    }

    private static ValueTask<ModelLease> RentAsync(HttpContext http, string? model) =>
        http.RequestServices.GetRequiredService<IModelCatalog>().Find(model).RentAsync(http.RequestAborted);

    private static Step35Engine EngineOf(ModelLease lease) => lease.Engine
        ?? throw ApiException.Unsupported("model", "its tokenizer is not in this process.");
}
