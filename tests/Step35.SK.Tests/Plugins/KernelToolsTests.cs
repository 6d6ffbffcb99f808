using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;

namespace Step35.SK.Tests.Plugins;

public sealed class KernelToolsTests
{
    [Fact]
    public void AsTools_SamePlainNames_CarryThePlugin()
    {
        var builder = Kernel.CreateBuilder();
        builder.Plugins.AddFromType<NotesPlugin>("Work").AddFromType<NotesPlugin>("Home").AddFromType<WeatherPlugin>("Weather");

        var names = builder.Build().AsTools().Select(tool => tool.Name).ToList();

        Assert.Contains("Work_add_note", names);
        Assert.Contains("Home_add_note", names);
        Assert.Contains("get_weather", names);
    }

    [Fact]
    public async Task AsTools_DenialEndsTurn_EndsTheTurnOfWhoeverCalls()
    {
        using var client = new ScriptedChatClient([new FunctionCallContent("1", "add_note", new Dictionary<string, object?> { ["text"] = "milk" })]);
        var builder = Kernel.CreateBuilder().AddStep35Plugins(options => options.DenialEndsTurn = true);
        builder.Plugins.AddFromType<NotesPlugin>("Notes");
        using var caller = client.AsBuilder().UseFunctionInvocation().Build();

        await caller.GetResponseAsync("Add milk.", new() { Tools = builder.Build().AsTools() }, TestContext.Current.CancellationToken);

        Assert.Single(client.Requests);
    }

    [Fact]
    public async Task AsTools_Called_PassesTheGateOfTheKernel()
    {
        var notes = new NotesPlugin();
        var builder = Kernel.CreateBuilder().AddStep35Plugins();
        builder.Plugins.AddFromObject(notes, "Notes");
        var addNote = builder.Build().AsTools().OfType<AIFunction>().Single(tool => tool.Name == "add_note");

        var result = await addNote.InvokeAsync(new() { ["text"] = "milk" }, TestContext.Current.CancellationToken);

        Assert.StartsWith("Not run:", result?.ToString(), StringComparison.Ordinal);
        Assert.Empty(notes.Notes);
    }
}
