namespace Step35.SK.Settings;

/// <summary>JSON names of the settings that are read here.</summary>
internal static class OptionNames
{
    public const string Temperature = "temperature";
    public const string TopP = "top_p";
    public const string TopK = "top_k";
    public const string MinP = "min_p";
    public const string RepeatPenalty = "repeat_penalty";
    public const string RepeatLastN = "repeat_last_n";
    public const string FrequencyPenalty = "frequency_penalty";
    public const string PresencePenalty = "presence_penalty";
    public const string MaxTokens = "max_tokens";
    public const string Seed = "seed";
    public const string StopSequences = "stop_sequences";
    public const string Thinking = "thinking";
    public const string ReasoningEffort = "reasoning_effort";
    public const string AllowMultipleToolCalls = "allow_multiple_tool_calls";
    public const string AllowConcurrentInvocation = "allow_concurrent_invocation";
    public const string PlainFunctionNames = "plain_function_names";
    public const string ResponseFormat = "response_format";
    public const string Constraints = "constraints";
    public const string ContextOverflow = "context_overflow";
    public const string Caller = "caller";
}
