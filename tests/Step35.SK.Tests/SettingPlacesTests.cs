using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

public sealed class SettingPlacesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<SettingsKind, object> WholeNumbers => new()
    {
        { SettingsKind.Plain, JsonElement.Parse("100.0") },
        { SettingsKind.Plain, JsonElement.Parse("1e2") },
        { SettingsKind.Plain, 100.0m },
        { SettingsKind.Plain, "100.0" },
        { SettingsKind.Own, JsonElement.Parse("100.0") },
        { SettingsKind.Own, JsonElement.Parse("1e2") },
        { SettingsKind.Own, 100.0m },
        { SettingsKind.Foreign, JsonValue.Create(100.0) },
    };

    [Theory]
    [MemberData(nameof(WholeNumbers))]
    public async Task WholeNumber_HoweverWritten_BecomesTheOption(SettingsKind kind, object tokens)
    {
        var settings = kind.Create();
        settings.ExtensionData = new Dictionary<string, object> { ["Max_Tokens"] = tokens };

        var options = await AskAsync(settings);

        Assert.Equal(100, options.MaxOutputTokens);
        Assert.Null(options.AdditionalProperties?.GetValueOrDefault("max_tokens"));
    }

    [Fact]
    public async Task WholeNumber_PlainSettingsAndTheChatClient_BecomesTheOption()
    {
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["top_k"] = JsonElement.Parse("40.0") } };

        Assert.Equal(40, (await AskAsync(settings, Way.ChatClient)).TopK);
    }

    [Fact]
    public async Task ForeignSettings_WrittenByTheirDeclarations_AreReadFromThere()
    {
        var settings = new WrittenSettings
        {
            ResultType = typeof(int),
            Named = new WrittenSettings.Job("backup", 1),
            MaxTokens = new Version(100, 0),
        };

        var options = await AskAsync(settings);

        Assert.Equal(100, options.MaxOutputTokens);
        Assert.Equal("Int32", options.AdditionalProperties?["result_type"]);
        Assert.Equal("backup", Assert.IsType<JsonElement>(options.AdditionalProperties?["named"]).GetProperty("name").GetString());
    }

    [Fact]
    public async Task ForeignSettings_EffortAsObject_LeavesNothingAmongTheAdditionalProperties()
    {
        var options = await AskAsync(new ForeignSettings { Effort = new Level(), Format = null });

        Assert.Equal(ReasoningEffort.High, options.Reasoning?.Effort);
        Assert.Equal([], options.AdditionalProperties?.Keys ?? []);
    }

    [Fact]
    public async Task ForeignSettings_OptionsThatTheyPrepareThemselves_Stay()
    {
        var settings = new PreparingSettings { ExtensionData = new Dictionary<string, object> { ["temperature"] = 0.5, ["top_k"] = 40 } };

        var options = await AskAsync(settings);

        Assert.Equal((0.25f, 40), (options.Temperature, options.TopK));
        Assert.Equal(0.05f, options.AdditionalProperties?["min_p"]);
    }

    [Theory]
    [InlineData(SettingsKind.Plain)]
    [InlineData(SettingsKind.Own)]
    [InlineData(SettingsKind.Foreign)]
    public async Task TypeAsFormat_AmongTheExtensionData_IsItsSchema(SettingsKind kind)
    {
        var settings = kind.Create();
        settings.ExtensionData = new Dictionary<string, object> { ["response_format"] = typeof(WeatherReport) };

        AssertIsWeather(await AskAsync(settings));
    }

    [Fact]
    public async Task TypeAsFormat_ForeignProperty_IsItsSchema() =>
        AssertIsWeather(await AskAsync(new ForeignSettings { Format = typeof(WeatherReport) }));

    [Fact]
    public void NullAmongTheExtensionData_OwnProperty_IsUnset()
    {
        var settings = new Step35PromptExecutionSettings
        {
            ResponseFormat = "json_object",
            TopK = 40,
            ExtensionData = new Dictionary<string, object> { ["response_format"] = null!, ["top_k"] = null! },
        };

        var options = settings.ToChatOptions(null);

        Assert.Null(options.ResponseFormat);
        Assert.Null(options.TopK);
        Assert.Equal([], options.AdditionalProperties?.Keys ?? []);
    }

    [Fact]
    public async Task PlainSettings_ListOfObjectsThatAreTexts_IsAListOfTexts()
    {
        var settings = new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object> { ["stop_sequences"] = new List<object> { "END", "STOP" } },
        };

        Assert.Equal(["END", "STOP"], (await AskAsync(settings)).StopSequences);
    }

    [Fact]
    public async Task FrozenSettings_AnyWay_AreReadAndNotChanged()
    {
        var settings = new Step35PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["top_k"] = 40.0m, ["other"] = typeof(int) } };
        settings.Freeze();

        Assert.Equal(40, (await AskAsync(settings)).TopK);
        Assert.Equal(typeof(int), settings.ExtensionData["other"]);
    }

    [Fact]
    public async Task PromptFile_WordsAndNumbers_ReachTheChatClient()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var file = PromptTemplateConfig.FromJson(
            """
            {"template": "Hello!", "execution_settings": {"default": {
                "max_tokens": 1e2, "min_p": "0.05", "stop_sequences": ["END"], "constraints": "Strict", "context_overflow": "DropOldestTurns",
                "thinking": "false", "temperature": null, "reasoning_effort": null, "response_format": null }}}
            """);

        await ScriptedKernel.Create(client).InvokeAsync(KernelFunctionFactory.CreateFromPrompt(file), cancellationToken: Token);

        Assert.Equal(100, client.Options.MaxOutputTokens);
        Assert.Equal(["END"], client.Options.StopSequences);
        Assert.Equal(ReasoningEffort.None, client.Options.Reasoning?.Effort);
        Assert.Equal(
            new Dictionary<string, object?> { ["min_p"] = 0.05f, ["constraints"] = "strict", ["context_overflow"] = "drop_oldest_turns" },
            client.Options.AdditionalProperties!.ToDictionary());
    }

    private static void AssertIsWeather(ChatOptions options) =>
        Assert.True(Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat).Schema!.Value.GetProperty("properties").TryGetProperty("city", out _));

    private static async Task<ChatOptions> AskAsync(PromptExecutionSettings settings, Way way = Way.ChatCompletion)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        await way.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token);
        return client.Options;
    }

    private sealed class PreparingSettings : PromptExecutionSettings
    {
        protected override void PrepareChatOptionsForRequest(ChatOptions options)
        {
            options.Temperature = 0.25f;
            (options.AdditionalProperties ??= [])["min_p"] = 0.05f;
        }
    }

    // Serializes to an empty object, as the words of some libraries do.
    private sealed class Level
    {
        public override string ToString() => "high";
    }
}
