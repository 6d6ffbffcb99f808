using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using Step35.AI;

namespace Step35.SK.Tests;

public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void AddStep35Flash_NoServiceId_RegistersBothServicesOnceWithoutKey()
    {
        var builder = Kernel.CreateBuilder();

        Assert.Same(builder, builder.AddStep35Flash());

        Assert.Null(Assert.Single(builder.Services, Is<IChatClient>).ServiceKey);
        Assert.Null(Assert.Single(builder.Services, Is<IChatCompletionService>).ServiceKey);
    }

    [Fact]
    public void AddStep35Flash_ServiceId_RegistersBothServicesUnderIt()
    {
        var builder = Kernel.CreateBuilder().AddStep35Flash(serviceId: "big");

        Assert.Equal("big", Assert.Single(builder.Services, Is<IChatClient>).ServiceKey);
        Assert.Equal("big", Assert.Single(builder.Services, Is<IChatCompletionService>).ServiceKey);
    }

    [Fact]
    public void AddStep35Flash_ModelPath_ReachesTheOptions()
    {
        // Any file will do: the options are checked for its presence alone.
        var file = typeof(RegistrationTests).Assembly.Location;
        var builder = Kernel.CreateBuilder().AddStep35Flash(file);
        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(file, services.GetRequiredService<IOptions<Step35Options>>().Value.ModelPath);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AddStep35Flash_BlankModelPath_Throws(string modelPath) =>
        Assert.Throws<ArgumentException>(() => Kernel.CreateBuilder().AddStep35Flash(modelPath));

    [Fact]
    public void Services_NoServiceId_ResolveFromKernelAndFromContainer()
    {
        using var client = new ScriptedChatClient();
        var kernel = ScriptedKernel.Create(client);

        Assert.Same(client, kernel.GetRequiredService<IChatClient>().GetService<ScriptedChatClient>());
        Assert.Same(kernel.Services.GetRequiredService<IChatCompletionService>(), kernel.GetRequiredService<IChatCompletionService>());
    }

    [Fact]
    public void Services_ServiceId_ResolveWithAndWithoutIt()
    {
        using var client = new ScriptedChatClient();
        var kernel = Kernel.CreateBuilder().AddScripted(client, "small").Build();

        Assert.Same(kernel.GetRequiredService<IChatClient>("small"), kernel.GetRequiredService<IChatClient>());
        Assert.Same(kernel.GetRequiredService<IChatCompletionService>("small"), kernel.GetRequiredService<IChatCompletionService>());
    }

    [Fact]
    public void Attributes_ModelLoaded_NameTheModel()
    {
        using var client = new ScriptedChatClient { ModelId = "step35-nano" };

        Assert.Equal("step35-nano", ScriptedKernel.Create(client).GetRequiredService<IChatCompletionService>().GetModelId());
    }

    [Fact]
    public async Task InvokePrompt_TwoModels_SettingsChooseByServiceIdOrModelId()
    {
        using var big = new ScriptedChatClient(ScriptedChatClient.Says("big"), ScriptedChatClient.Says("big again")) { ModelId = "flash" };
        using var small = new ScriptedChatClient(ScriptedChatClient.Says("small")) { ModelId = "nano" };
        var kernel = Kernel.CreateBuilder().AddScripted(big, "a").AddScripted(small, "b").Build();

        Assert.Equal("small", await AskAsync(new Step35PromptExecutionSettings { ServiceId = "b" }));
        Assert.Equal("big", await AskAsync(new Step35PromptExecutionSettings { ServiceId = "a" }));
        Assert.Equal("big again", await AskAsync(new Step35PromptExecutionSettings { ModelId = "flash" }));

        async Task<string> AskAsync(Step35PromptExecutionSettings settings) =>
            (await kernel.InvokePromptAsync("Who?", new KernelArguments(settings), cancellationToken: Token)).ToString();
    }

    private static bool Is<T>(ServiceDescriptor descriptor) => descriptor.ServiceType == typeof(T);
}
