using Microsoft.Extensions.AI;

namespace Step35.Conformance;

/// <content>Answers come as the types that are asked for.</content>
public abstract partial class ChatClientConformance
{
    [Fact]
    public async Task StructuredOutput_Object_ComesAsThatType() => Assert.NotNull((await AskForAsync<Person>(Questions.Person)).Name);

    [Fact]
    public async Task StructuredOutput_Array_ComesAsThatType() => Assert.NotNull(await AskForAsync<Person[]>(Questions.People));

    [Fact]
    public Task StructuredOutput_Number_ComesAsThatType() => AskForAsync<int>(Questions.Number);

    [Fact]
    public async Task StructuredOutput_Text_ComesAsThatType() => Assert.NotNull(await AskForAsync<string>(Questions.Text));

    [Fact]
    public Task StructuredOutput_Truth_ComesAsThatType() => AskForAsync<bool>(Questions.Truth);

    [Fact]
    public async Task StructuredOutput_Choice_ComesAsThatType() => Assert.True(Enum.IsDefined(await AskForAsync<Job>(Questions.Choice)));

    [Fact]
    public async Task StructuredOutput_BesideFunctions_ComesAsThatType()
    {
        using var client = CreateChatClient().AsBuilder().UseFunctionInvocation(configure: invoking => invoking.MaximumIterationsPerRequest = 1).Build();
        var options = Offering(ChatToolMode.Auto, AIFunctionFactory.Create((int id) => new Person("Jimbo Smith", id), "person_of"));
        var response = await client.GetResponseAsync<Person>(Questions.PersonOfAnId, options, cancellationToken: Token);
        Assert.NotNull(response.Result.Name);
    }

    private async Task<T> AskForAsync<T>(string question)
    {
        using var client = CreateChatClient();
        var response = await client.GetResponseAsync<T>(question, Greedy, cancellationToken: Token);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        return response.Result;
    }
}
