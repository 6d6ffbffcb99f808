using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Engine.Loops;

namespace Step35.AI.Requests;

/// <summary>Reads the options that stand among <see cref="ChatOptions.AdditionalProperties"/>, because no member is named for them.</summary>
internal static class AdditionalOptions
{
    public const string Caller = "caller";
    public const string LikeliestTokens = "likeliest_tokens";
    public const string StreamArguments = "stream_arguments";

    private const string Constraints = "constraints";
    private const string ContextOverflow = "context_overflow";
    private const string UnknownFunction = "unknown_function";
    private const string LoopGuard = "loop_guard";
    private const string ReasoningBudget = "reasoning_budget";
    private const string SchemaInPrompt = "schema_in_prompt";

    /// <summary>Tells whether an option is known to our own engine only.</summary>
    public static bool IsOurOwn(string key) =>
        key is Constraints or ContextOverflow or UnknownFunction or LoopGuard or ReasoningBudget or SchemaInPrompt or StreamArguments or Caller;

    /// <summary>Reads an option of any scalar type as text; null where it is not set.</summary>
    public static string? ReadText(ChatOptions options, string key) => Find(options, key) switch
    {
        null => null,
        JsonElement { ValueKind: JsonValueKind.String } text => JsonText.Read(text),
        JsonElement json => json.ToString(),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    public static string? ReadCaller(ChatOptions options) => Find(options, Caller) switch
    {
        null => null,
        string or JsonElement { ValueKind: JsonValueKind.String } => ReadText(options, Caller),
        var other => throw Refuse(Caller, $"it is a {other.GetType().Name}; name the caller by a text."),
    };

    public static ContextOverflow? ReadContextOverflow(ChatOptions options) => ReadText(options, ContextOverflow) switch
    {
        null => null,
        "refuse" or nameof(AI.ContextOverflow.Refuse) => AI.ContextOverflow.Refuse,
        "drop_oldest_turns" or nameof(AI.ContextOverflow.DropOldestTurns) => AI.ContextOverflow.DropOldestTurns,
        var other => throw Refuse(ContextOverflow, $"'{other}' is neither 'refuse' nor 'drop_oldest_turns'."),
    };

    public static UnknownFunction? ReadUnknownFunction(ChatOptions options) => ReadText(options, UnknownFunction) switch
    {
        null => null,
        "call" or nameof(AI.UnknownFunction.Call) => AI.UnknownFunction.Call,
        "error" or nameof(AI.UnknownFunction.Error) => AI.UnknownFunction.Error,
        "text" or nameof(AI.UnknownFunction.Text) => AI.UnknownFunction.Text,
        var other => throw Refuse(UnknownFunction, $"'{other}' is none of 'call', 'error' and 'text'."),
    };

    public static LoopGuard? ReadLoopGuard(ChatOptions options) => ReadText(options, LoopGuard) switch
    {
        null => null,
        "off" or nameof(Engine.Loops.LoopGuard.Off) => Engine.Loops.LoopGuard.Off,
        "gentle" or nameof(Engine.Loops.LoopGuard.Gentle) => Engine.Loops.LoopGuard.Gentle,
        "strict" or nameof(Engine.Loops.LoopGuard.Strict) => Engine.Loops.LoopGuard.Strict,
        var other => throw Refuse(LoopGuard, $"'{other}' is none of 'off', 'gentle' and 'strict'."),
    };

    public static int? ReadReasoningBudget(ChatOptions options) => ReadTokens(options, ReasoningBudget);

    public static int? ReadLikeliestTokens(ChatOptions options) => ReadTokens(options, LikeliestTokens);

    public static bool? ReadStreamArguments(ChatOptions options) => ReadSwitch(options, StreamArguments);

    public static bool? ReadSchemaInPrompt(ChatOptions options) => ReadSwitch(options, SchemaInPrompt);

    public static ConstraintLevel? ReadConstraints(ChatOptions options) => ReadText(options, Constraints) switch
    {
        null => null,
        "off" or nameof(ConstraintLevel.Off) => ConstraintLevel.Off,
        "relaxed" or nameof(ConstraintLevel.Relaxed) => ConstraintLevel.Relaxed,
        "strict" or nameof(ConstraintLevel.Strict) => ConstraintLevel.Strict,
        var other => throw Refuse(Constraints, $"'{other}' is neither 'off' nor 'relaxed' nor 'strict'."),
    };

    public static UnsupportedOptionException Refuse(string key, string whatToChange) =>
        new($"{nameof(ChatOptions.AdditionalProperties)}[\"{key}\"]", whatToChange);

    private static int? ReadTokens(ChatOptions options, string key) => ReadText(options, key) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) => tokens,
        var other => throw Refuse(key, $"'{other}' is no number of tokens; use a whole number, 0 for none."),
    };

    private static bool? ReadSwitch(ChatOptions options, string key) => ReadText(options, key) switch
    {
        null => null,
        var text when bool.TryParse(text, out var isOn) => isOn,
        var other => throw Refuse(key, $"'{other}' is neither true nor false."),
    };

    private static object? Find(ChatOptions options, string key) =>
        options.AdditionalProperties?.TryGetValue(key, out var value) is not true || value is JsonElement { ValueKind: JsonValueKind.Null }
            ? null
            : value;
}
