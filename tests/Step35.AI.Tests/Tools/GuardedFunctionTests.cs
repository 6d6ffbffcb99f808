using System.ComponentModel;
using Microsoft.Extensions.AI;
using Step35.AI.Tools;

namespace Step35.AI.Tests.Tools;

public sealed class GuardedFunctionTests
{
    private readonly List<string> _written = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Guard_FunctionOfAMethod_KeepsNameAndSchemaAndReadsItsDeclaration()
    {
        var gated = new Gated();
        var function = AIFunctionFactory.Create(Write, "write_file");
        var guarded = gated.Gate.Guard(function);

        Assert.Equal((function.Name, function.Description), (guarded.Name, guarded.Description));
        Assert.Equal(function.JsonSchema.GetRawText(), guarded.JsonSchema.GetRawText());
        await guarded.InvokeAsync(new() { ["path"] = "a.txt" }, Token);

        Assert.Empty(_written);
        Assert.Equal(Permissions.Write, gated.Log.Only.Permissions);
    }

    [Fact]
    public async Task Guard_ClassDeclares_CountsForItsMethods()
    {
        var gated = new Gated();

        await gated.Gate.Guard(AIFunctionFactory.Create(Files.Peek)).InvokeAsync(cancellationToken: Token);
        await gated.Gate.Guard(AIFunctionFactory.Create(Files.Run)).InvokeAsync(cancellationToken: Token);

        Assert.Equal([Permissions.Read, Permissions.Execute], gated.Log.Entries.Select(entry => entry.Permissions));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task Guard_DeniedInATurn_ModelGoesOnUnlessTheOptionEndsIt(bool endsTurn, int requests)
    {
        var gated = new Gated(options => options.DenialEndsTurn = endsTurn);
        var model = new CallingModel("write_file", new Dictionary<string, object?> { ["path"] = "a.txt" });
        using var chat = model.AsBuilder().UseFunctionInvocation().Build();

        var options = new ChatOptions { Tools = [gated.Gate.Guard(AIFunctionFactory.Create(Write, "write_file"))] };
        var response = await chat.GetResponseAsync("Write it.", options, Token);

        Assert.Equal(requests, model.Requests);
        Assert.Empty(_written);
        var result = Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
        Assert.StartsWith("Not run: ", result.Result!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UseToolGate_FunctionsOfARequest_PassTheGateOnce(bool isGuardedAlready)
    {
        var gated = new Gated();
        var model = new CallingModel("write_file", new Dictionary<string, object?> { ["path"] = "a.txt" });
        using var chat = model.AsBuilder().UseToolGate(gated.Gate).UseFunctionInvocation().Build();
        var function = AIFunctionFactory.Create(Write, "write_file");
        var options = new ChatOptions { Tools = [isGuardedAlready ? gated.Gate.Guard(function) : function] };

        await chat.GetResponseAsync("Write it.", options, Token);

        Assert.Empty(_written);
        Assert.Equal("write_file", gated.Log.Only.Function);
        Assert.Equal(["write_file", "read_more"], model.Offered);
        Assert.Single(options.Tools);
    }

    [Permission(Permissions.Write, "path")]
    [Description("Writes a file.")]
    private void Write(string path) => _written.Add(path);

    [Permission(Permissions.Read)]
    private static class Files
    {
        public static string Peek() => "text";

        [Permission(Permissions.Execute)]
        public static string Run() => "ran";
    }

    private sealed class CallingModel(string function, Dictionary<string, object?> arguments) : IChatClient
    {
        public int Requests { get; private set; }

        public IEnumerable<string> Offered { get; private set; } = [];

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Offered = options!.Tools!.Select(tool => tool.Name).ToList();
            return Task.FromResult(new ChatResponse(new ChatMessage(
                ChatRole.Assistant, Requests++ == 0 ? [new FunctionCallContent("1", function, arguments)] : [new TextContent("Done.")])));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
