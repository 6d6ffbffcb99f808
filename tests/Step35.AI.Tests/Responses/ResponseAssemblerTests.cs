using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.AI.Responses;
using Step35.AI.Telemetry;
using Step35.Engine.Generation;

namespace Step35.AI.Tests.Responses;

public sealed class ResponseAssemblerTests
{
    private static readonly string TwoCalls = "</think>" + ScriptedChat.Call("Oslo") + ScriptedChat.Call("Rome");

    [Theory]
    [InlineData("<tool_call>\nno function\n</tool_call>")]
    [InlineData("<tool_call>\n<function=get_weather\nname never closes</tool_call>")]
    [InlineData("<tool_call>\n<function=get_weather>\nstray words\n</function>\n</tool_call>")]
    [InlineData("<tool_call>\n<function=get_weather>\n")]
    public async Task GetResponse_MalformedCall_IsAnErrorAndLeaksNothing(string call)
    {
        await using var chat = new ScriptedChat("</think>Before. " + call);

        var response = await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        var error = Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>());
        Assert.Equal("malformed_tool_call", error.ErrorCode);
        Assert.Equal(call.TrimEnd(), error.Details!.TrimEnd());
        Assert.Equal(("Before.", ChatFinishReason.Stop), (response.Text, response.FinishReason));
        Assert.Empty(Calls(response));
    }

    [Fact]
    public async Task GetResponse_MalformedCallBesideAWholeOne_KeepsTheWholeOne()
    {
        await using var chat = new ScriptedChat("</think><tool_call>\nno function\n</tool_call>" + ScriptedChat.Call("Oslo"));

        var response = await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        Assert.Equal(["Oslo"], Calls(response));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_TurnEndsInAValue_RecoversTheCall()
    {
        await using var chat = new ScriptedChat("</think><tool_call>\n<function=get_weather>\n<parameter=city>\nOslo\n</function>\n</tool_call>");

        Assert.Equal(["Oslo"], Calls(await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather))));
    }

    [Fact]
    public async Task GetResponse_LengthCutsAnUnclosedValue_RecoversNothing()
    {
        // The parser could read a call into this, but its value may have gone on.
        const string Open = "</think><tool_call>\n<function=get_weather>\n<parameter=city>\nOslo\n</function>\n</tool_call>";
        await using var chat = new ScriptedChat(Open + " and more of it");
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.MaxOutputTokens = TokensOf(Open);

        AssertCutOff(await chat.AskAsync(options), []);
    }

    [Fact]
    public async Task GetResponse_LengthCutsTheSecondCall_KeepsTheFirst()
    {
        await using var chat = new ScriptedChat(TwoCalls);
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.MaxOutputTokens = TokensOf("</think>" + ScriptedChat.Call("Oslo") + "<tool_call>\n<function=get_weather>\n<parameter=city>\nRo");

        AssertCutOff(await chat.AskAsync(options), ["Oslo"]);
    }

    [Fact]
    public async Task GetResponse_StopSequenceInACall_PassesItBy()
    {
        await using var chat = new ScriptedChat("</think>" + ScriptedChat.Call("Oslo END"));
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.StopSequences = ["END"];

        Assert.Equal(["Oslo END"], Calls(await chat.AskAsync(options)));
    }

    [Fact]
    public async Task GetResponse_CutAnywhere_LeaksNothingAndCallsOnlyWhatIsWhole()
    {
        await using var chat = new ScriptedChat("Hm.</think>Text. " + ScriptedChat.Call("Oslo") + ScriptedChat.Call("Rome"));
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        for (options.MaxOutputTokens = 1; ; options.MaxOutputTokens++)
        {
            var response = await chat.AskAsync(options);
            Assert.DoesNotContain('<', response.Text);
            Assert.StartsWith(response.Text, "Text.", StringComparison.Ordinal);
            Assert.StartsWith(string.Concat(Calls(response)), "OsloRome", StringComparison.Ordinal);
            if (response.FinishReason != ChatFinishReason.Length)
                break;
        }
    }

    [Fact]
    public async Task GetResponse_SingleCallCompletesAtTheLimit_IsNotCutOff()
    {
        await using var chat = new ScriptedChat(TwoCalls);
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.AllowMultipleToolCalls = false;
        options.MaxOutputTokens = TokensOf("</think>" + ScriptedChat.Call("Oslo")) - TokensOf("\n</tool_call>");

        var response = await chat.AskAsync(options);

        Assert.Equal(["Oslo"], Calls(response));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_StopSequenceInText_EndsBeforeIt()
    {
        await using var chat = new ScriptedChat("Hm.</think>one STOP two");

        var response = await chat.AskAsync(new ChatOptions { StopSequences = ["never", "STOP"] });

        Assert.Equal(("one ", ChatFinishReason.Stop), (response.Text, response.FinishReason));
        Assert.Equal("STOP", response.Messages[0].AdditionalProperties!["stop_sequence"]);
    }

    [Fact]
    public async Task GetResponse_StopSequenceInReasoning_PassesItBy()
    {
        await using var chat = new ScriptedChat("I STOP here.</think>Hello!");

        var response = await chat.AskAsync(new ChatOptions { StopSequences = ["STOP"] });

        Assert.Equal(("Hello!", ChatFinishReason.Stop), (response.Text, response.FinishReason));
    }

    [Fact]
    public async Task GetResponse_HalfAStopSequenceBeforeACallOrTheEnd_IsNotLost()
    {
        await using var chat = new ScriptedChat("</think>one ST" + ScriptedChat.Call("Oslo") + "two ST");
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.StopSequences = ["STOP"];

        var response = await chat.AskAsync(options);

        Assert.Equal("one STtwo ST", response.Text);
        Assert.Equal(["Oslo"], Calls(response));
    }

    [Theory]
    [InlineData("one ST{0}")]
    [InlineData("one <{0}two <")]
    [InlineData(" one ST {0}\n two é ST\n")]
    [InlineData("\none</function>two<tool_response>\n")]
    public async Task GetResponse_TextHeldBack_KeepsItsTokens(string answer)
    {
        await using var chat = new ScriptedChat("</think>" + string.Format(CultureInfo.InvariantCulture, answer, ScriptedChat.Call("Oslo")));
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.StopSequences = ["STOP"];
        options.AdditionalProperties = new() { ["likeliest_tokens"] = 0 };

        var response = await chat.AskAsync(options);

        var tokens = response.Messages[0].Contents.OfType<TextLikelihoodContent>().SelectMany(content => content.Tokens);
        Assert.Equal(response.Text, Encoding.UTF8.GetString([.. tokens.SelectMany(token => token.Utf8.ToArray())]));
    }

    [Fact]
    public async Task GetResponse_AnyMixOfMarkupAndText_NeverLeaksMarkup()
    {
        string[] pieces =
        [
            "<think>", "</think>", "<tool_call>", "</tool_call>", "<function=", "f>", "</function>", "<parameter=", "p>", "</parameter>",
            "<tool_response>", "</tool_response>", "\n", " ", "word", "é🙂", "<tool_", "call>",
        ];
        var tags = pieces.Where(piece => piece is ['<', .., '>']).ToList();
        await Gen.OneOf(pieces).Array[0, 12].Select(string.Concat).SampleAsync(
            async answer =>
            {
                await using var chat = new ScriptedChat(answer);
                var response = await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));
                foreach (var text in response.Messages.SelectMany(message => message.Contents).OfType<TextContent>())
                    Assert.All(tags, tag => Assert.DoesNotContain(tag, text.Text, StringComparison.Ordinal));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public async Task Push_Summary_GivesCachedTokensAndTimes()
    {
        await using var chat = new ScriptedChat("never");
        var request = ChatRequestReader.Read(
            [new(ChatRole.User, "Hi.")], options: null, new Step35Options(), chat.Client, TestContext.Current.CancellationToken);
        var response = new ResponseAssembler(request, "id", request.EncodePrompt(chat.Engine), chat.Engine.Tokenizer, new ToolCallTelemetry("model"));

        response.Push(new GenerationUpdate(Token: null, "Hm.", new GenerationSummary
        {
            FinishReason = FinishReason.EndOfTurn,
            PromptTokens = 9,
            CachedTokens = 5,
            GeneratedTokens = 1,
            DraftedTokens = 7,
            AcceptedDraftTokens = 6,
            Seed = 0,
            QueueTime = TimeSpan.FromSeconds(1),
            PrefillTime = TimeSpan.FromSeconds(2),
            DecodeTime = TimeSpan.FromSeconds(3),
        }));

        Assert.Equal(5, response.Usage.CachedInputTokenCount);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["queue_seconds"] = 1.0,
                ["prefill_seconds"] = 2.0,
                ["decode_seconds"] = 3.0,
                ["drafted_tokens"] = 7,
                ["accepted_draft_tokens"] = 6,
            },
            response.AdditionalProperties.ToDictionary());
    }

    private static int TokensOf(string answer) => TestModels.Scripted.ByteVocabulary.Parse(answer).Count;

    private static void AssertCutOff(ChatResponse response, string[] cities)
    {
        Assert.Equal(cities, Calls(response));
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(string.Empty, response.Text);
        Assert.Equal("malformed_tool_call", Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>()).ErrorCode);
    }

    private static IEnumerable<string> Calls(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => $"{call.Arguments!["city"]}");
}
