using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.AI;

namespace Step35.SK.Tests;

public sealed class Step35PromptExecutionSettingsTests
{
    private const string AllAsJson = """
        {
            "service_id": "s", "model_id": "m",
            "temperature": 0.5, "top_p": 0.9, "top_k": 40, "min_p": 0.05, "repeat_penalty": 1.1, "repeat_last_n": 64,
            "frequency_penalty": 0.25, "presence_penalty": -0.5, "max_tokens": 100, "seed": 9007199254740993,
            "stop_sequences": ["END"], "thinking": false, "allow_multiple_tool_calls": false, "plain_function_names": true,
            "response_format": "json_object", "constraints": "strict", "context_overflow": "drop_oldest_turns", "caller": "Ada",
            "other": 1
        }
        """;

    private static IEnumerable<PropertyInfo> OwnProperties =>
        typeof(Step35PromptExecutionSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    [Fact]
    public void Json_AllProperties_ComeBackEqual()
    {
        var settings = All();

        Assert.All(OwnProperties, property => Assert.NotNull(property.GetValue(settings)));
        Assert.Equal(
            JsonSerializer.Serialize(JsonElement.Parse(AllAsJson).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString())),
            JsonSerializer.Serialize(JsonSerializer.SerializeToElement(settings)
                .EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(p => p.Name, p => p.Value.ToString())
                .OrderBy(p => AllAsJson.IndexOf($"\"{p.Key}\"", StringComparison.Ordinal)).ToDictionary()));
    }

    [Fact]
    public void Clone_AllProperties_CopiesEachAndSharesNoList()
    {
        var settings = All();
        settings.FunctionChoiceBehavior = FunctionChoiceBehavior.Auto();

        var clone = Assert.IsType<Step35PromptExecutionSettings>(settings.Clone());

        Assert.All(OwnProperties, property => Assert.Equal(property.GetValue(settings), property.GetValue(clone)));
        Assert.Equal("s", clone.ServiceId);
        Assert.Equal("m", clone.ModelId);
        Assert.Same(settings.FunctionChoiceBehavior, clone.FunctionChoiceBehavior);
        Assert.NotSame(settings.StopSequences, clone.StopSequences);
        Assert.NotSame(settings.ExtensionData, clone.ExtensionData);
        Assert.True(clone.ExtensionData!.ContainsKey("other"));
    }

    [Fact]
    public void Freeze_AnyProperty_CannotBeSetAnyMore()
    {
        var settings = All();

        settings.Freeze();
        settings.Freeze();

        Assert.All(OwnProperties, property =>
            Assert.IsType<InvalidOperationException>(
                Assert.Throws<TargetInvocationException>(() => property.SetValue(settings, null)).InnerException));
        Assert.Throws<NotSupportedException>(() => settings.StopSequences!.Add("x"));
        Assert.False(settings.Clone().IsFrozen);
    }

    [Fact]
    public void FromExecutionSettings_Null_GivesDefaults() =>
        Assert.All(OwnProperties, property => Assert.Null(property.GetValue(Step35PromptExecutionSettings.FromExecutionSettings(null))));

    [Fact]
    public void FromExecutionSettings_SameKind_GivesTheSameInstance()
    {
        var settings = All();

        Assert.Same(settings, Step35PromptExecutionSettings.FromExecutionSettings(settings));
    }

    [Fact]
    public void FromExecutionSettings_PlainSettings_TakesExtensionDataAndKeepsTheFunctionChoice()
    {
        var function = KernelFunctionFactory.CreateFromMethod(() => 1, "one");
        var plain = new PromptExecutionSettings
        {
            ModelId = "m",
            FunctionChoiceBehavior = FunctionChoiceBehavior.Auto([function], autoInvoke: false),
            ExtensionData = new Dictionary<string, object>
            {
                ["temperature"] = "0.5",
                ["min_p"] = 0.05,
                ["thinking"] = false,
                ["constraints"] = "strict",
                ["context_overflow"] = "DropOldestTurns",
                ["stop_sequences"] = new List<object> { "END" },
                ["other"] = 1,
            },
        };

        var settings = Step35PromptExecutionSettings.FromExecutionSettings(plain);

        Assert.Equal("m", settings.ModelId);
        Assert.Equal(0.5f, settings.Temperature);
        Assert.Equal(0.05f, settings.MinP);
        Assert.False(settings.Thinking);
        Assert.Equal(ConstraintLevel.Strict, settings.Constraints);
        Assert.Equal(ContextOverflow.DropOldestTurns, settings.ContextOverflow);
        Assert.Equal(["END"], settings.StopSequences);
        Assert.Same(plain.FunctionChoiceBehavior, settings.FunctionChoiceBehavior);
        Assert.Equal(["other"], settings.ExtensionData!.Keys);
    }

    [Fact]
    public void FromExecutionSettings_Objects_StayWhatTheyAre()
    {
        var plain = new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object>
            {
                ["reasoning_effort"] = ReasoningEffort.ExtraHigh,
                ["response_format"] = ChatResponseFormat.Text,
            },
        };

        var options = Step35PromptExecutionSettings.FromExecutionSettings(plain).ToChatOptions(null);

        Assert.Equal(ReasoningEffort.ExtraHigh, options.Reasoning?.Effort);
        Assert.Same(ChatResponseFormat.Text, options.ResponseFormat);
    }

    [Theory]
    [InlineData("temperature", "warm")]
    [InlineData("min_p", double.NaN)]
    [InlineData("min_p", "warm")]
    [InlineData("max_tokens", 3e9)]
    [InlineData("thinking", "maybe")]
    [InlineData("constraints", "hard")]
    [InlineData("caller", 5)]
    public void FromExecutionSettings_AnotherKindOfValue_ThrowsAndNamesTheSetting(string name, object value)
    {
        var plain = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { [name] = value } };

        Assert.Equal(name, Assert.Throws<InvalidSettingException>(() => Step35PromptExecutionSettings.FromExecutionSettings(plain)).SettingName);
    }

    [Fact]
    public void FromExecutionSettings_TypeAsFormat_BecomesItsSchema()
    {
        var settings = Step35PromptExecutionSettings.FromExecutionSettings(new ForeignSettings { Format = typeof(WeatherReport) });

        Assert.True(Assert.IsType<JsonElement>(settings.ResponseFormat).GetProperty("properties").TryGetProperty("city", out _));
    }

    [Fact]
    public void Json_ExtensionDataThatNobodyCouldRead_IsWrittenAndReadAllTheSame()
    {
        var settings = new Step35PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["top_k"] = 2.7 } };

        var read = JsonSerializer.Deserialize<PromptExecutionSettings>(JsonSerializer.Serialize(settings))!;

        Assert.Equal(2.7, Assert.IsType<JsonElement>(read.ExtensionData!["top_k"]).GetDouble());
    }

    [Fact]
    public void Json_FormatObjects_ComeBackAsWhatTheyWere()
    {
        var format = ChatResponseFormat.ForJsonSchema<WeatherReport>(schemaName: "weather");
        var json = JsonSerializer.Serialize(new Step35PromptExecutionSettings { ResponseFormat = format });

        var read = JsonSerializer.Deserialize<Step35PromptExecutionSettings>(json)!.ToChatOptions(null).ResponseFormat;

        Assert.Equal("weather", Assert.IsType<ChatResponseFormatJson>(read).SchemaName);
    }

    private static Step35PromptExecutionSettings All() => JsonSerializer.Deserialize<Step35PromptExecutionSettings>(AllAsJson)!;
}
