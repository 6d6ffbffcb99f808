using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.AI;
using Step35.SK.Settings;

namespace Step35.SK;

/// <summary>Settings of one request to Step-3.5-Flash.</summary>
/// <remarks>
/// Every value may stay null: the chat client's own default then counts. Not safe for concurrent changes; <see cref="Freeze"/> makes
/// an instance unchangeable, and so safe to share. Numbers must be finite: others are an <see cref="InvalidSettingException"/> at once.
/// <para>
/// <see cref="PromptExecutionSettings.FunctionChoiceBehavior"/> offers functions. With None they are described, but the model cannot
/// call them. With Required the model reasons and must then call; the rounds after that are free.
/// <see cref="FunctionChoiceBehaviorOptions.AllowParallelCalls"/> limits how many calls one turn may hold.
/// With <see cref="FunctionChoiceBehaviorOptions.AllowConcurrentInvocation"/> the calls of one turn run at once; their results keep their order.
/// </para>
/// </remarks>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
public sealed class Step35PromptExecutionSettings : PromptExecutionSettings
{
    private static readonly Dictionary<string, JsonPropertyInfo> Properties = SettingJson.PropertiesOf(typeof(Step35PromptExecutionSettings))
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how freely tokens are drawn, from 0 (always the likeliest) upwards.</summary>
    /// <value>Default null: the chat client's default. The model's makers use 1.0.</value>
    [JsonPropertyName(OptionNames.Temperature)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? Temperature { get; set => Set(ref field, value, OptionNames.Temperature); }

    /// <summary>Gets or sets the probability mass that tokens are drawn from, above 0 and up to 1 (all of it).</summary>
    /// <value>Default null: the chat client's default. 0.95 is common.</value>
    [JsonPropertyName(OptionNames.TopP)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? TopP { get; set => Set(ref field, value, OptionNames.TopP); }

    /// <summary>Gets or sets how many of the likeliest tokens are drawn from, 1 or more; 0 means all.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.TopK)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TopK { get; set => Set(ref field, value); }

    /// <summary>Gets or sets the least probability, relative to the likeliest token's, from 0 (no limit) to 1.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.MinP)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? MinP { get; set => Set(ref field, value, OptionNames.MinP); }

    /// <summary>Gets or sets the factor against tokens that appeared lately, above 0; 1 means none.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.RepeatPenalty)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? RepetitionPenalty { get; set => Set(ref field, value, OptionNames.RepeatPenalty); }

    /// <summary>Gets or sets how many of the last tokens the penalties look at, 0 (none) or more.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.RepeatLastN)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RepetitionWindowTokens { get; set => Set(ref field, value); }

    /// <summary>Gets or sets the penalty that grows with each appearance of a token, from -2 to 2; 0 means none.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.FrequencyPenalty)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? FrequencyPenalty { get; set => Set(ref field, value, OptionNames.FrequencyPenalty); }

    /// <summary>Gets or sets the penalty on tokens that have appeared at all, from -2 to 2; 0 means none.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.PresencePenalty)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? PresencePenalty { get; set => Set(ref field, value, OptionNames.PresencePenalty); }

    /// <summary>Gets or sets the most tokens to generate, reasoning included, 1 or more.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.MaxTokens)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxTokens { get; set => Set(ref field, value); }

    /// <summary>Gets or sets the seed of the random draws; the same seed and request give the same answer.</summary>
    /// <value>Default null: a fresh seed for each request.</value>
    [JsonPropertyName(OptionNames.Seed)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; set => Set(ref field, value); }

    /// <summary>Gets or sets the texts that end the answer where they appear.</summary>
    /// <value>Default null: none.</value>
    [JsonPropertyName(OptionNames.StopSequences)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IList<string>? StopSequences { get; set => Set(ref field, value); }

    /// <summary>Gets or sets whether the model reasons before it answers; false switches its reasoning off.</summary>
    /// <remarks>
    /// How long it reasons is an entry of <see cref="PromptExecutionSettings.ExtensionData"/>, <c>reasoning_effort</c>: <c>none</c>,
    /// <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>, <c>max</c> or a
    /// <see cref="ReasoningEffort"/>.
    /// </remarks>
    /// <value>Default null: it reasons.</value>
    [JsonPropertyName(OptionNames.Thinking)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Thinking { get; set => Set(ref field, value); }

    /// <summary>Gets or sets whether one turn may hold several function calls.</summary>
    /// <value>
    /// Default null: the model decides. <see cref="FunctionChoiceBehaviorOptions.AllowParallelCalls"/> comes first where it is set.
    /// </value>
    [JsonPropertyName(OptionNames.AllowMultipleToolCalls)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AllowMultipleToolCalls { get; set => Set(ref field, value); }

    /// <summary>Gets or sets whether the model sees functions without their plugin's name where that stays unambiguous.</summary>
    /// <remarks>
    /// The kernel offers the function <c>get_weather</c> of the plugin <c>Weather</c> as <c>Weather_get_weather</c>. Here the
    /// model sees and calls <c>get_weather</c>; filters, history and results keep the kernel's names.
    /// </remarks>
    /// <value>Default null: true. False gives the model the kernel's names.</value>
    [JsonPropertyName(OptionNames.PlainFunctionNames)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? PlainFunctionNames { get; set => Set(ref field, value); }

    /// <summary>Gets or sets the form of the answer.</summary>
    /// <remarks>While functions are offered, the model may call them first. Say in the prompt what the answer should hold.</remarks>
    /// <value>
    /// <c>"text"</c>, <c>"json_object"</c>, a JSON schema as <see cref="JsonElement"/>, a <see cref="Type"/>, which becomes its schema, or
    /// a <see cref="ChatResponseFormat"/>. Default null: text.
    /// </value>
    [JsonPropertyName(OptionNames.ResponseFormat)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? ResponseFormat
    {
        get;
        set => Set(ref field, value is Type type ? AIJsonUtilities.CreateJsonSchema(type) : value);
    }

    /// <summary>Gets or sets how far calls and JSON answers are held to their schemas.</summary>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.Constraints)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConstraintLevel? Constraints { get; set => Set(ref field, value); }

    /// <summary>Gets or sets what happens when the conversation does not fit into the context.</summary>
    /// <remarks>
    /// The metadata <c>dropped_messages</c> of an answer says how many messages were left out. The chat history itself is not changed.
    /// </remarks>
    /// <value>Default null: the chat client's default.</value>
    [JsonPropertyName(OptionNames.ContextOverflow)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContextOverflow? ContextOverflow { get; set => Set(ref field, value); }

    /// <summary>Gets or sets who asks: waiting requests of several callers take turns, however many one of them posts.</summary>
    /// <value>Any name. Default null: a caller of its own for all requests without a name.</value>
    [JsonPropertyName(OptionNames.Caller)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Caller { get; set => Set(ref field, value); }

    /// <summary>Turns settings of any kind into settings of this kind.</summary>
    /// <param name="executionSettings">The settings; null gives fresh ones, and settings of this kind are returned as they are.</param>
    /// <returns>Settings of this kind; <see cref="PromptExecutionSettings.ExtensionData"/> holds what has no property.</returns>
    /// <exception cref="InvalidSettingException">A value is not what the setting must be, or cannot be JSON.</exception>
    public static Step35PromptExecutionSettings FromExecutionSettings(PromptExecutionSettings? executionSettings) => executionSettings switch
    {
        null => new Step35PromptExecutionSettings(),
        Step35PromptExecutionSettings settings => settings,
        _ => Convert(executionSettings),
    };

    /// <inheritdoc/>
    public override void Freeze()
    {
        if (IsFrozen)
            return;
        if (StopSequences is not null)
            StopSequences = StopSequences.ToArray().AsReadOnly();
        base.Freeze();
    }

    /// <inheritdoc/>
    public override PromptExecutionSettings Clone() => new Step35PromptExecutionSettings
    {
        ServiceId = ServiceId,
        ModelId = ModelId,
        FunctionChoiceBehavior = FunctionChoiceBehavior,
        ExtensionData = ExtensionData is null ? null : new Dictionary<string, object>(ExtensionData),
        Temperature = Temperature,
        TopP = TopP,
        TopK = TopK,
        MinP = MinP,
        RepetitionPenalty = RepetitionPenalty,
        RepetitionWindowTokens = RepetitionWindowTokens,
        FrequencyPenalty = FrequencyPenalty,
        PresencePenalty = PresencePenalty,
        MaxTokens = MaxTokens,
        Seed = Seed,
        StopSequences = StopSequences is null ? null : [.. StopSequences],
        Thinking = Thinking,
        AllowMultipleToolCalls = AllowMultipleToolCalls,
        PlainFunctionNames = PlainFunctionNames,
        ResponseFormat = ResponseFormat,
        Constraints = Constraints,
        ContextOverflow = ContextOverflow,
        Caller = Caller,
    };

    // The kernel's JSON holds neither functions nor types, and does not tell formats and efforts from other values.
    internal static Step35PromptExecutionSettings Convert(PromptExecutionSettings settings)
    {
        var converted = new Step35PromptExecutionSettings
        {
            ServiceId = settings.ServiceId,
            ModelId = settings.ModelId,
            FunctionChoiceBehavior = settings.FunctionChoiceBehavior,
        };
        foreach (var (name, entry) in SettingEntries.Of(settings))
            converted.Take(name, entry);
        return converted;
    }

    /// <inheritdoc/>
    protected override void PrepareChatOptionsForRequest(ChatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SettingPlacer.Place(options, this);
    }

    private void Take(string name, SettingEntry entry)
    {
        var read = KnownSettings.Find(name)?.Read(entry);
        if (Properties.GetValueOrDefault(name) is not { } property)
            (ExtensionData ??= new Dictionary<string, object>())[name] = read is null ? entry.Json : entry.Value!;
        else
            property.Set!(this, property.PropertyType == typeof(object) ? entry.Value : read);
    }

    private void Set<T>(ref T slot, T value)
    {
        ThrowIfFrozen();
        slot = value;
    }

    // JSON, which the kernel writes, holds no other numbers.
    private void Set(ref float? slot, float? value, string name)
    {
        if (value is not null)
            SettingNumbers.Read<float>(new SettingEntry(name, value));
        Set(ref slot, value);
    }
}
