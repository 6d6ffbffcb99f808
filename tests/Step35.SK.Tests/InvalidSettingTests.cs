using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

public sealed class InvalidSettingTests
{
    private const string Efforts = "one of 'none', 'minimal', 'low', 'medium', 'high', 'xhigh' and 'max'";
    private const string Formats = "'text', 'json_object', a JSON schema, a Type or a ChatResponseFormat";
    private const string Integers = "from -2147483648 to 2147483647";
    private const string Floats = "from -3.4028235E+38 to 3.4028235E+38";

    private static readonly JsonElement Mixed = JsonElement.Parse("""["a",1]""");

    public static TheoryData<SettingsKind, string, object, string> Misread => new()
    {
        { SettingsKind.Plain, "temperature", "0,5", "The setting 'temperature' is '0,5'. Set it to a number." },
        { SettingsKind.Own, "Temperature", "0,5", "The setting 'temperature' is '0,5'. Set it to a number." },
        { SettingsKind.Plain, "top_p", double.NaN, "The setting 'top_p' is 'NaN'. Set it to a number." },
        { SettingsKind.Own, "top_p", float.NaN, "The setting 'top_p' is 'NaN'. Set it to a number." },
        { SettingsKind.Plain, "max_tokens", 2.7, "The setting 'max_tokens' is '2.7'. Set it to a whole number." },
        { SettingsKind.Plain, "stop_sequences", (int[])[1, 2], "The setting 'stop_sequences' is '[1,2]'. Set it to a list of texts." },
        { SettingsKind.Own, "stop_sequences", (int[])[1, 2], "The setting 'stop_sequences' is '[1,2]'. Set it to a list of texts." },
        { SettingsKind.Own, "min_p", double.NaN, "The setting 'min_p' is 'NaN'. Set it to a number." },
        { SettingsKind.Plain, "Min_P", "0,5", "The setting 'min_p' is '0,5'. Set it to a number." },
        { SettingsKind.Foreign, "repeat_penalty", "much", "The setting 'repeat_penalty' is 'much'. Set it to a number." },
        { SettingsKind.Own, "repeat_last_n", 2.7, "The setting 'repeat_last_n' is '2.7'. Set it to a whole number." },
        { SettingsKind.Plain, "max_tokens", 3e9, $"The setting 'max_tokens' is '3000000000'. Set it to a whole number {Integers}." },
        { SettingsKind.Own, "max_tokens", 3000000000, $"The setting 'max_tokens' is '3000000000'. Set it to a whole number {Integers}." },
        { SettingsKind.Plain, "temperature", 1e300, $"The setting 'temperature' is '1E+300'. Set it to a number {Floats}." },
        { SettingsKind.Own, "temperature", 1e300, $"The setting 'temperature' is '1E+300'. Set it to a number {Floats}." },
        { SettingsKind.Plain, "constraints", "hard", "The setting 'constraints' is 'hard'. Set it to one of 'off', 'relaxed', 'strict'." },
        { SettingsKind.Own, "context_overflow", 1, "The setting 'context_overflow' is '1'. Set it to one of 'refuse', 'drop_oldest_turns'." },
        { SettingsKind.Plain, "caller", 5, "The setting 'caller' is '5'. Set it to a text." },
        { SettingsKind.Plain, "stop_sequences", Mixed, "The setting 'stop_sequences' is '[\"a\",1]'. Set it to a list of texts." },
        { SettingsKind.Foreign, "reasoning_effort", typeof(int), $"The setting 'reasoning_effort' is 'System.Int32'. Set it to {Efforts}." },
        { SettingsKind.Foreign, "response_format", new object(), $"The setting 'response_format' is '{{}}'. Set it to {Formats}." },
        { SettingsKind.Foreign, "other", (nint)1, "The setting 'other' is '1'. Set it to a value that JSON can hold." },
        { SettingsKind.Own, "other", (nint)1, "The setting 'other' is '1'. Set it to a value that JSON can hold." },
    };

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
    [InlineData(Way.ChatCompletion, "thinking", "maybe", "true or false")]
    [InlineData(Way.ChatCompletion, "allow_multiple_tool_calls", "maybe", "true or false")]
    [InlineData(Way.ChatCompletion, "plain_function_names", "maybe", "true or false")]
    public async Task PlainSettings_ValueOfAnotherKind_ThrowsAndNamesTheSetting(Way way, string name, string value, string kind)
    {
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { [name] = value } };

        var error = await RefuseAsync(way, settings);

        Assert.Equal($"The setting '{name.ToLowerInvariant()}' is '{value}'. Set it to {kind}.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Misread))]
    public async Task AnySettings_ValueThatTheKernelMisreadsOrFailsAt_ThrowsAndNamesTheSetting(
        SettingsKind kind, string name, object value, string message)
    {
        var settings = kind.Create();
        settings.ExtensionData = new Dictionary<string, object> { [name] = value };

        var error = await RefuseAsync(Way.ChatCompletion, settings);

        Assert.Equal((message, name.ToLowerInvariant()), (error.Message, error.SettingName));
    }

    [Fact]
    public void OwnSettings_PropertyThatIsNoNumber_CannotBeSet() => Assert.Equal(
        "The setting 'repeat_penalty' is 'NaN'. Set it to a number.",
        Assert.Throws<InvalidSettingException>(() => new Step35PromptExecutionSettings { RepetitionPenalty = float.NaN }).Message);

    [Theory]
    [InlineData(SettingsKind.Plain, "reasoning_effort")]
    [InlineData(SettingsKind.Own, "other")]
    [InlineData(SettingsKind.Foreign, "other")]
    public async Task AnySettings_ListThatHoldsItself_IsRefused(SettingsKind kind, string name)
    {
        var list = new List<object>();
        list.Add(list);
        var settings = kind.Create();
        settings.ExtensionData = new Dictionary<string, object> { [name] = list };

        var error = await RefuseAsync(Way.ChatCompletion, settings);

        Assert.Equal(name, error.SettingName);
    }

    [Fact]
    public async Task ForeignSettings_PropertyThatIsNoNumber_IsRefused() => Assert.Equal(
        "The setting 'temperature' is 'NaN'. Set it to a number.",
        (await RefuseAsync(Way.ChatCompletion, new WrittenSettings { Temperature = double.NaN })).Message);

    [Fact]
    public async Task PlainSettings_LongValue_IsCutInTheMessage()
    {
        var settings = new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object> { ["response_format"] = new string('x', 99) + "😀" + new string('x', 5000) },
        };

        var error = await RefuseAsync(Way.ChatCompletion, settings);

        Assert.StartsWith($"The setting 'response_format' is '{new string('x', 99)}…'. ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reasoning_effort", "\"lots\"", "lots", Efforts)]
    [InlineData("Reasoning_Effort", "3", "3", Efforts)]
    [InlineData("response_format", "\"yaml\"", "yaml", Formats)]
    [InlineData("response_format", "7", "7", Formats)]
    [InlineData("Response_Format", "[]", "[]", Formats)]
    [InlineData("response_format", "{\"$type\":\"xml\"}", "{\"$type\":\"xml\"}", Formats)]
    public void OwnSettings_JsonOfAnotherWordOrKind_ThrowsAndListsTheWords(string name, string json, string value, string kind)
    {
        var settings = JsonSerializer.Deserialize<Step35PromptExecutionSettings>($$"""{"{{name}}": {{json}}}""")!;

        var error = Assert.Throws<InvalidSettingException>(() => settings.ToChatOptions(null));

        Assert.Equal($"The setting '{name.ToLowerInvariant()}' is '{value}'. Set it to {kind}.", error.Message);
    }

    [Theory]
    [InlineData("lots", "text", "The setting 'reasoning_effort' is 'lots'. Set it to " + Efforts + ".")]
    [InlineData("high", "yaml", "The setting 'response_format' is 'yaml'. Set it to " + Formats + ".")]
    public async Task ForeignSettings_WordThatNobodyKnows_Throws(string effort, string format, string message)
    {
        var settings = new ForeignSettings { Effort = effort, Format = format };

        var error = await RefuseAsync(Way.ChatCompletion, settings);

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

    [Theory]
    [InlineData("lots", "text", "reasoning_effort")]
    [InlineData("high", "yaml", "response_format")]
    public void ForeignSettings_TurnedIntoOwn_AreRefused(string effort, string format, string name)
    {
        var settings = new ForeignSettings { Effort = effort, Format = format };

        Assert.Equal(name, Assert.Throws<InvalidSettingException>(() => Step35PromptExecutionSettings.FromExecutionSettings(settings)).SettingName);
    }

    private static async Task<InvalidSettingException> RefuseAsync(Way way, PromptExecutionSettings settings)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var kernel = ScriptedKernel.Create(client);
        return await Assert.ThrowsAsync<InvalidSettingException>(
            () => way.AskAsync(kernel, "Hello!", settings, TestContext.Current.CancellationToken));
    }
}
