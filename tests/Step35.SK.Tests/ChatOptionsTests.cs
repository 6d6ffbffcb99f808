using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.AI;

namespace Step35.SK.Tests;

public sealed class ChatOptionsTests
{
    private const string Efforts = "one of 'none', 'minimal', 'low', 'medium', 'high', 'xhigh' and 'max'";
    private const string Formats = "'text', 'json_object' or a JSON schema";

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

    [Theory]
    [InlineData("thinking")]
    [InlineData("allow_multiple_tool_calls")]
    [InlineData("plain_function_names")]
    public async Task PlainSettings_NeitherTrueNorFalse_ThrowsAndNamesTheSetting(string name)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { [name] = "maybe" } };

        var error = await Assert.ThrowsAsync<InvalidSettingException>(
            () => Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token));

        Assert.Contains($"'{name}' is 'maybe'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Way.ChatClient, "temperature", "warm", "a number")]
    [InlineData(Way.ChatCompletion, "Temperature", "warm", "a number")]
    [InlineData(Way.ChatCompletionStreaming, "top_p", "most", "a number")]
    [InlineData(Way.Prompt, "frequency_penalty", "some", "a number")]
    [InlineData(Way.ChatCompletion, "presence_penalty", "none", "a number")]
    [InlineData(Way.ChatCompletion, "top_k", "few", "a whole number")]
    [InlineData(Way.ChatCompletion, "max_tokens", "many", "a whole number")]
    [InlineData(Way.ChatCompletion, "seed", "corn", "a whole number")]
    [InlineData(Way.ChatCompletion, "stop_sequences", "END", "a list of texts")]
    [InlineData(Way.ChatCompletionStreaming, "reasoning_effort", "lots", Efforts)]
    [InlineData(Way.Prompt, "reasoning_effort", "", Efforts)]
    [InlineData(Way.ChatCompletion, "response_format", "yaml", Formats)]
    [InlineData(Way.PromptStreaming, "response_format", "", Formats)]
    public async Task PlainSettings_ValueOfAnotherKind_ThrowsAndNamesTheSetting(Way way, string name, string value, string kind)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { [name] = value } };

        var error = await Assert.ThrowsAsync<InvalidSettingException>(() => way.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token));

        Assert.Equal($"The setting '{name}' is '{value}'. Set it to {kind}.", error.Message);
    }

    [Theory]
    [InlineData(SettingsKind.Plain)]
    [InlineData(SettingsKind.Own)]
    [InlineData(SettingsKind.Foreign)]
    public async Task AnySettings_ListOfAnotherKind_IsWrittenOutInTheError(SettingsKind kind)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = kind.Create();
        settings.ExtensionData = new Dictionary<string, object> { ["stop_sequences"] = (int[])[1, 2] };

        var error = await Assert.ThrowsAsync<InvalidSettingException>(
            () => Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token));

        Assert.Equal("The setting 'stop_sequences' is '[1, 2]'. Set it to a list of texts.", error.Message);
        Assert.Equal("stop_sequences", error.SettingName);
    }

    [Theory]
    [InlineData("reasoning_effort", "\"lots\"", "lots", Efforts)]
    [InlineData("Reasoning_Effort", "3", "3", Efforts)]
    [InlineData("response_format", "\"yaml\"", "yaml", Formats)]
    [InlineData("response_format", "7", "7", Formats)]
    [InlineData("Response_Format", "[]", "[]", Formats)]
    public void OwnSettings_JsonOfAnotherWordOrKind_ThrowsAndListsTheWords(string name, string json, string value, string kind)
    {
        var settings = JsonSerializer.Deserialize<Step35PromptExecutionSettings>($$"""{"{{name}}": {{json}}}""")!;

        var error = Assert.Throws<InvalidSettingException>(() => settings.ToChatOptions(null));

        Assert.Equal($"The setting '{name.ToLowerInvariant()}' is '{value}'. Set it to {kind}.", error.Message);
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
    public async Task ForeignSettings_Properties_ReachTheChatClientToo()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new ForeignSettings { Effort = "max", Format = ChatResponseFormat.Json };

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token);

        Assert.Equal(ReasoningEffort.ExtraHigh, client.Options.Reasoning?.Effort);
        Assert.Same(ChatResponseFormat.Json, client.Options.ResponseFormat);
    }

    [Theory]
    [InlineData("lots", "text", "The setting 'reasoning_effort' is 'lots'. Set it to " + Efforts + ".")]
    [InlineData("high", "yaml", "The setting 'response_format' is 'yaml'. Set it to " + Formats + ".")]
    public async Task ForeignSettings_WordThatNobodyKnows_Throws(string effort, string format, string message)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = new ForeignSettings { Effort = effort, Format = format };

        var error = await Assert.ThrowsAsync<InvalidSettingException>(
            () => Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client), "Hello!", settings, Token));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void OwnSettings_PropertyAndExtensionData_TheLatterCountsAndIsNamed()
    {
        var settings = new Step35PromptExecutionSettings
        {
            ResponseFormat = "json_object",
            ExtensionData = new Dictionary<string, object> { ["response_format"] = "yaml" },
        };

        var error = Assert.Throws<InvalidSettingException>(() => settings.ToChatOptions(null));

        Assert.Equal($"The setting 'response_format' is 'yaml'. Set it to {Formats}.", error.Message);
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
