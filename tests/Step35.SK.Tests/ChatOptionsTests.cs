using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.AI;

namespace Step35.SK.Tests;

public sealed class ChatOptionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task OwnSettings_EveryProperty_ReachesTheChatClientExactly(Way way)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new Step35PromptExecutionSettings
        {
            Temperature = 0.5f,
            TopP = 0.9f,
            TopK = 40,
            MinP = 0.05f,
            RepetitionPenalty = 1.1f,
            RepetitionWindowTokens = 64,
            FrequencyPenalty = 0.25f,
            PresencePenalty = -0.5f,
            MaxTokens = 100,
            Seed = 9007199254740993,
            StopSequences = ["END", "STOP"],
            Thinking = false,
            AllowMultipleToolCalls = false,
            PlainFunctionNames = true,
            ResponseFormat = "json_object",
            Constraints = ConstraintLevel.Strict,
            ContextOverflow = ContextOverflow.DropOldestTurns,
            Caller = "Ada",
        };

        Assert.Equal("ok", await way.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token));

        AssertAll(client.Options);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task PlainSettings_NumbersAndTextsOfAnyType_ReachTheChatClientExactly(Way way)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object>
            {
                ["temperature"] = 0.5,
                ["top_p"] = "0.9",
                ["top_k"] = 40L,
                ["min_p"] = "0.05",
                ["repeat_penalty"] = 1.1,
                ["repeat_last_n"] = 64.0,
                ["frequency_penalty"] = 0.25,
                ["presence_penalty"] = -0.5,
                ["max_tokens"] = 100,
                ["seed"] = "9007199254740993",
                ["stop_sequences"] = new List<string> { "END", "STOP" },
                ["thinking"] = "false",
                ["allow_multiple_tool_calls"] = false,
                ["plain_function_names"] = "true",
                ["response_format"] = "json_object",
                ["constraints"] = "strict",
                ["context_overflow"] = "drop_oldest_turns",
                ["caller"] = "Ada",
            },
        };

        await way.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token);

        AssertAll(client.Options);
    }

    [Fact]
    public async Task OwnSettings_NothingSet_LeavesEverythingToTheChatClient()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", new Step35PromptExecutionSettings(), Token);

        Assert.Null(client.Options.Temperature);
        Assert.Null(client.Options.Reasoning);
        Assert.Null(client.Options.Tools);
        Assert.Null(client.Options.AdditionalProperties);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ToChatOptions_ResponseFormatOfType_IsItsSchema(bool isSchema)
    {
        object format = isSchema ? AIJsonUtilities.CreateJsonSchema(typeof(WeatherReport)) : typeof(WeatherReport);
        var settings = new Step35PromptExecutionSettings { ResponseFormat = format };

        var json = Assert.IsType<ChatResponseFormatJson>(settings.ToChatOptions(null).ResponseFormat);

        Assert.True(json.Schema!.Value.GetProperty("properties").TryGetProperty("city", out _));
    }

    [Fact]
    public void ToChatOptions_ThinkingTrue_LeavesReasoningAlone() =>
        Assert.Null(new Step35PromptExecutionSettings { Thinking = true }.ToChatOptions(null).Reasoning);

    [Fact]
    public async Task PlainSettings_ObjectsOfOthers_PassByUnread()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["other"] = typeof(int) } };

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token);

        Assert.Equal(typeof(int), client.Options.AdditionalProperties?["other"]);
    }

    [Theory]
    [InlineData("none", ReasoningEffort.None)]
    [InlineData("minimal", ReasoningEffort.Low)]
    [InlineData("Low", ReasoningEffort.Low)]
    [InlineData("medium", ReasoningEffort.Medium)]
    [InlineData("HIGH", ReasoningEffort.High)]
    [InlineData("xhigh", ReasoningEffort.ExtraHigh)]
    [InlineData("max", ReasoningEffort.ExtraHigh)]
    public async Task PromptFile_ReasoningEffort_ReachesTheChatClient(string word, ReasoningEffort effort)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var kernel = ScriptedKernel.Create(client);
        var file = PromptTemplateConfig.FromJson($$$$"""{"template": "Hello!", "execution_settings": {"default": {"reasoning_effort": "{{{{word}}}}"}}}""");

        await kernel.InvokeAsync(kernel.CreateFunctionFromPrompt(file), cancellationToken: Token);

        Assert.Equal(effort, client.Options.Reasoning?.Effort);
    }

    [Theory]
    [InlineData(SettingsKind.Plain)]
    [InlineData(SettingsKind.Own)]
    [InlineData(SettingsKind.Foreign)]
    public async Task AnySettings_ObjectsAmongTheExtensionData_ReachTheChatClient(SettingsKind kind)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = kind.Create();
        settings.ExtensionData = new Dictionary<string, object>
        {
            ["reasoning_effort"] = ReasoningEffort.ExtraHigh,
            ["Response_Format"] = ChatResponseFormat.Text,
        };

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token);

        Assert.Equal(ReasoningEffort.ExtraHigh, client.Options.Reasoning?.Effort);
        Assert.Same(ChatResponseFormat.Text, client.Options.ResponseFormat);
    }

    [Fact]
    public void OwnSettings_PropertiesAndExtensionData_TheLatterComesFirst()
    {
        var settings = new Step35PromptExecutionSettings
        {
            Temperature = 0.5f,
            ResponseFormat = "json_object",
            ExtensionData = new Dictionary<string, object> { ["temperature"] = 0.25, ["response_format"] = "text" },
        };

        var options = settings.ToChatOptions(null);

        Assert.Equal(0.25f, options.Temperature);
        Assert.Same(ChatResponseFormat.Text, options.ResponseFormat);
    }

    [Fact]
    public async Task ForeignSettings_Properties_ReachTheChatClientToo()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new ForeignSettings { Effort = "max", Format = ChatResponseFormat.Json };

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token);

        Assert.Equal(ReasoningEffort.ExtraHigh, client.Options.Reasoning?.Effort);
        Assert.Same(ChatResponseFormat.Json, client.Options.ResponseFormat);
    }

    [Fact]
    public async Task ChatClient_CallersOptions_AreNotChanged()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var options = new ChatOptions { AdditionalProperties = new() { ["thinking"] = false } };

        await ScriptedKernel.Create(client).GetRequiredService<IChatClient>().GetResponseAsync("Hello!", options, Token);

        Assert.Null(options.Reasoning);
        Assert.Equal(false, options.AdditionalProperties["thinking"]);
        Assert.Equal(ReasoningEffort.None, client.Options.Reasoning?.Effort);
    }

    private static object NumberOrText(string value) =>
        float.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : value;

    private static void AssertAll(ChatOptions options)
    {
        Assert.Equal(0.5f, options.Temperature);
        Assert.Equal(0.9f, options.TopP);
        Assert.Equal(40, options.TopK);
        Assert.Equal(0.25f, options.FrequencyPenalty);
        Assert.Equal(-0.5f, options.PresencePenalty);
        Assert.Equal(100, options.MaxOutputTokens);
        Assert.Equal(9007199254740993, options.Seed);
        Assert.Equal(["END", "STOP"], options.StopSequences);
        Assert.Equal(ReasoningEffort.None, options.Reasoning?.Effort);
        Assert.False(options.AllowMultipleToolCalls);
        Assert.Same(ChatResponseFormat.Json, options.ResponseFormat);
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["min_p"] = 0.05f, ["repeat_penalty"] = 1.1f, ["repeat_last_n"] = 64f,
                ["constraints"] = "strict", ["context_overflow"] = "drop_oldest_turns", ["caller"] = "Ada",
            },
            options.AdditionalProperties!.ToDictionary(entry => entry.Key, entry => NumberOrText($"{entry.Value}")));
    }
}
