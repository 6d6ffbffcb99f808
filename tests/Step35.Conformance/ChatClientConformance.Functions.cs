using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;

namespace Step35.Conformance;

/// <content>Functions are called, invoked, and their results answered to.</content>
public abstract partial class ChatClientConformance
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Functions_NoParameters_IsInvoked(bool streaming)
    {
        var calls = 0;
        await InvokeAsync(Questions.Secret, AIFunctionFactory.Create(() => ++calls, "secret_number"), streaming);
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Functions_OptionalParameter_IsGivenOrHasItsDefault(bool streaming)
    {
        var given = new List<string>();
        await InvokeAsync(Questions.SecretOfAnId, AIFunctionFactory.Create((string id = "none") => given.Add(id), "secret_number_of"), streaming);
        Assert.NotNull(Assert.Single(given));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Functions_NestedParameter_ComesAsItsType(bool streaming)
    {
        var given = new List<Person>();
        await InvokeAsync(Questions.SecretOfAPerson, AIFunctionFactory.Create((Person person) => given.Add(person), "secret_number_of_person"), streaming);
        Assert.NotNull(Assert.Single(given).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Functions_ArrayParameter_ComesAsAnArray(bool streaming)
    {
        var given = new List<(string[] Items, string Shopper)>();
        var add = AIFunctionFactory.Create(([MaxLength(3)] string[] items, string shopper) => given.Add((items, shopper)), "add_items");
        await InvokeAsync(Questions.Cart, add, streaming);
        Assert.NotNull(Assert.Single(given).Items);
    }

    [Fact]
    public async Task Functions_RequireAny_CallsThoughNothingAsksForIt()
    {
        using var client = CreateChatClient();
        var secret = AIFunctionFactory.Create(() => 42, "secret_number");
        var response = await client.GetResponseAsync(Questions.Secret, Offering(ChatToolMode.RequireAny, secret), Token);
        Assert.All(Calls(response), call => Assert.Equal("secret_number", call.Name));
        Assert.NotEmpty(Calls(response));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task Functions_RequireSpecific_CallsThatOne()
    {
        using var client = CreateChatClient();
        var other = AIFunctionFactory.Create(() => 1, "other_number");
        var secret = AIFunctionFactory.Create(() => 42, "secret_number");
        var response = await client.GetResponseAsync(Questions.Secret, Offering(ChatToolMode.RequireSpecific("secret_number"), other, secret), Token);
        Assert.All(Calls(response), call => Assert.Equal("secret_number", call.Name));
        Assert.NotEmpty(Calls(response));
    }

    [Fact]
    public async Task Functions_None_AreNotCalled()
    {
        using var client = CreateChatClient();
        var response = await client.GetResponseAsync(Question, Offering(ChatToolMode.None, AIFunctionFactory.Create(() => 42, "secret_number")), Token);
        Assert.Empty(Calls(response));
    }

    [Fact]
    public async Task Functions_Calls_HaveIdsOfTheirOwnAndComeWhole()
    {
        using var client = CreateChatClient();
        var options = Offering(ChatToolMode.RequireAny, AIFunctionFactory.Create((string name) => name.Length, "age_of"));
        var whole = Calls(await client.GetResponseAsync(Questions.Ages, options, Token));
        var streamed = Calls(await client.GetStreamingResponseAsync(Questions.Ages, options, Token).ToChatResponseAsync(Token));
        Assert.Equal(whole.Select(Write), streamed.Select(Write));
        Assert.Equal(2 * whole.Count, whole.Concat(streamed).DistinctBy(call => call.CallId).Count());
    }

    [Fact]
    public async Task Functions_SingleCallAllowed_IsOne()
    {
        using var client = CreateChatClient();
        var options = Offering(ChatToolMode.RequireAny, AIFunctionFactory.Create((string name) => name.Length, "age_of"));
        options.AllowMultipleToolCalls = false;
        Assert.Single(Calls(await client.GetResponseAsync(Questions.Ages, options, Token)));
    }

    [Fact]
    public async Task Functions_SeveralCalls_AreAllAnsweredTo()
    {
        using var client = CreateChatClient();
        var options = Offering(ChatToolMode.RequireAny, AIFunctionFactory.Create((string name) => name.Length, "age_of"));
        List<ChatMessage> history = [new(ChatRole.User, Questions.Ages)];
        history.AddMessages(await client.GetResponseAsync(history, options, Token));
        var results = history.SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .Select(call => new FunctionResultContent(call.CallId, 21));
        history.Add(new ChatMessage(ChatRole.Tool, [.. results]));
        options.ToolMode = ChatToolMode.None;
        Assert.NotNull((await client.GetResponseAsync(history, options, Token)).FinishReason);
    }

    [Theory]
    [MemberData(nameof(AcceptedSchemas.Names), MemberType = typeof(AcceptedSchemas))]
    public async Task Functions_Schema_IsAccepted(string name)
    {
        using var client = CreateChatClient();
        var options = Offering(ChatToolMode.Auto, AcceptedSchemas.Find(name));
        Assert.NotNull((await client.GetResponseAsync(Question, options, Token)).FinishReason);
    }

    private async Task InvokeAsync(string question, AIFunction function, bool streaming)
    {
        // A model that never stops calling is no part of the test: the second round ends without functions.
        using var client = CreateChatClient().AsBuilder().UseFunctionInvocation(configure: invoking => invoking.MaximumIterationsPerRequest = 1).Build();
        var options = Offering(ChatToolMode.RequireSpecific(function.Name), function);
        options.AllowMultipleToolCalls = false;
        var response = streaming
            ? await client.GetStreamingResponseAsync(question, options, Token).ToChatResponseAsync(Token)
            : await client.GetResponseAsync(question, options, Token);
        Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
        Assert.Equal(ChatRole.Assistant, response.Messages[^1].Role);
        AssertCounts(response.Usage);
    }

    private static ChatOptions Offering(ChatToolMode mode, params AITool[] tools)
    {
        var options = Greedy;
        (options.Tools, options.ToolMode) = (tools, mode);
        return options;
    }

    private static List<FunctionCallContent> Calls(ChatResponse response) =>
        [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];

    private static string Write(FunctionCallContent call) => $"{call.Name}({string.Join(", ", call.Arguments!)})";
}
