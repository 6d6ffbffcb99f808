using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI.Parsing;
using Step35.AI.Requests;
using Step35.AI.Responses;
using Step35.AI.Telemetry;
using Step35.AI.Tests.Parsing;

namespace Step35.AI.Tests.Responses;

/// <summary>What is told of a call before it is whole.</summary>
public sealed class ArgumentDeltasTests
{
    private static readonly OfferedFunctions Offered = new(
    [
        AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse(
            """{"properties": {"a": {"type": "integer"}, "b": {"type": "string"}, "args": {}}}""")),
    ]);

    private static readonly Gen<string> Name = Gen.OneOf("a", "A", "b", "other", "args", "arguments", "größe");

    private static readonly Gen<string> Value = Gen.OneOf(
        "1", "text", "", "{\"a\": 1}", "{'a': True, \"b\": [1, 2]}", "\"\\ud83d\"", "[\"\\udc4d <b>\"]", "é👍", "</parameter> x",
        "x\n<parameter=q>\ny\n</parameter>\nz", "x\n</function>\n</tool_call>\n<tool_call>\n<function=f>\n<parameter=b>\n1\n</parameter>");

    private static readonly Gen<string> Call = Gen.Select(Gen.OneOf("f", "F", "g"), Gen.Select(Name, Value).Array[0, 4]).Select(Write);

    private static readonly Gen<string> Damaged = Gen.Select(Call.Array[1, 3], Gen.Int[0, 1000], Gen.Int[0, 12], Remove);

    [Fact]
    public void Push_AnyAnswerAndCut_TellsTheArgumentsOfEachCall() =>
        Gen.Select(Damaged, Gen.Int[0, 1000].Array[0, 8], Gen.Bool).Sample(
            (answer, cuts, isCutOff) =>
            {
                var whole = Told(Read(Offered, [answer], isCutOff));
                Assert.Equal(whole, Told(Read(Offered, Answers.Cut(answer, cuts), isCutOff)));
                Assert.Equal(Made(Read(Offered, [answer], isCutOff, isStreaming: false)), Made(Read(Offered, [answer], isCutOff)));
            },
            iter: 2000);

    [Fact]
    public void Push_Corpus_TellsTheArgumentsOfEachCall() => Assert.All(
        ToolCallCase.All, answer => Told(Read(answer.Offered, [answer.Answer], answer.IsCutOff, startsInReasoning: answer.IsThinking)));

    [Fact]
    public void Push_Call_TellsItsNameAndEachArgumentAtOnce() => Assert.Equal(
        ["", "{\"a\":1", ",\"b\":\"x\"", "}"],
        Read(Offered, [Write("f", ("a", "1"), ("b", "x"))]).OfType<FunctionArgumentsDelta>().Select(delta => delta.Delta));

    [Fact]
    public void Push_WrappedArguments_WaitUntilTheyAreUnwrapped() => Assert.Equal(
        ["", "{\"a\":1}"],
        Read(Offered, [Write("f", ("arguments", "{\"a\": 1}"))]).OfType<FunctionArgumentsDelta>().Select(delta => delta.Delta));

    [Fact]
    public void Push_ParameterGivenTwice_IsToldTwice() => Assert.Equal(
        "{\"a\":1,\"a\":2}",
        string.Concat(Read(Offered, [Write("f", ("a", "1"), ("a", "2"))]).OfType<FunctionArgumentsDelta>().Select(delta => delta.Delta)));

    [Fact]
    public void Push_CallOfJson_IsToldAsAWhole() => Assert.Equal(
        ["{\"a\":1}"],
        Read(Offered, ["<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>"])
            .OfType<FunctionArgumentsDelta>().Select(delta => delta.Delta));

    [Fact]
    public void Push_MalformedAfterItsName_IsAnErrorOfThatCallAndTheNextHasAnother()
    {
        var contents = Read(Offered, ["<tool_call>\n<function=f>\nstray\n</function>\n</tool_call>", Write("f", ("a", "1"))]);
        var error = Assert.Single(contents.OfType<ErrorContent>());
        Assert.Equal(Assert.IsType<FunctionArgumentsDelta>(contents[0]).CallId, error.AdditionalProperties!["call_id"]);
        Assert.NotEqual(error.AdditionalProperties["call_id"], Assert.Single(contents.OfType<FunctionCallContent>()).CallId);
    }

    /// <summary>Checks that the pieces before each call are its arguments, and returns the text of each call's pieces.</summary>
    private static List<string> Told(IEnumerable<AIContent> contents)
    {
        var told = new OrderedDictionary<string, string>();
        foreach (var content in contents)
        {
            if (content is FunctionArgumentsDelta delta)
                told[delta.CallId] = told.GetValueOrDefault(delta.CallId, delta.Name) + delta.Delta;
            else if (content is FunctionCallContent call)
                AssertAlike(call, told[call.CallId][call.Name.Length..]);
        }

        return [.. told.Select(pair => $"{pair.Key}: {pair.Value}")];
    }

    private static void AssertAlike(FunctionCallContent call, string told)
    {
        var members = new Dictionary<string, string>();
        foreach (var member in JsonElement.Parse(told).EnumerateObject())
            members[member.Name] = ArgumentsJson.WriteMember(member.Name, member.Value);
        Assert.Equal(call.Arguments!.ToDictionary(pair => pair.Key, pair => ArgumentsJson.WriteMember(pair.Key, pair.Value)), members);
    }

    private static List<string> Made(IEnumerable<AIContent> contents) =>
        [.. contents.OfType<FunctionCallContent>().Select(call => call.Name + ArgumentsJson.Write(call.Arguments!))];

    private static List<AIContent> Read(
        OfferedFunctions offered, IEnumerable<string> pieces, bool isCutOff = false, bool isStreaming = true, bool startsInReasoning = false)
    {
        var request = new ChatRequest { Messages = [], Tools = [], Sampling = new(), StreamArguments = isStreaming };
        var calls = new CallAssembler(request, "id", offered, new ToolCallTelemetry("model"));
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(startsInReasoning, offered);
        foreach (var piece in pieces)
            parser.Push(piece, events);
        parser.Complete(events, isCutOff);
        return [.. events.SelectMany(found => found switch
        {
            ToolCallStarted call => calls.Start(call),
            ToolCallArgument argument => calls.Add(argument),
            ToolCallParsed call => calls.End(call),
            MalformedToolCall call => calls.End(call, isCutOff),
            _ => [],
        })];
    }

    private static string Write(string function, params (string Name, string Value)[] arguments) =>
        $"<tool_call>\n<function={function}>\n"
        + string.Concat(arguments.Select(argument => $"<parameter={argument.Name}>\n{argument.Value}\n</parameter>\n"))
        + "</function>\n</tool_call>";

    private static string Remove(string[] calls, int start, int length) => Answers.Remove(string.Concat(calls), start, length);
}
