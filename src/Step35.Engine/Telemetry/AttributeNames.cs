namespace Step35.Engine.Telemetry;

/// <summary>The attributes of metrics and traces; those that are not ours are OpenTelemetry's conventions.</summary>
internal static class AttributeNames
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";
    public const string ResponseModel = "gen_ai.response.model";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string TokenType = "gen_ai.token.type";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string ErrorType = "error.type";
    public const string DraftSource = "step35.draft.source";
    public const string DraftPosition = "step35.draft.position";
    public const string EngineId = "step35.engine.id";
    public const string Outcome = "step35.outcome";
    public const string RefusalReason = "step35.refusal.reason";
}
