using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Step35.Engine.Generation;

namespace Step35.AI.Tests.Hosting;

public sealed class Step35HostApplicationBuilderExtensionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Invalid => new()
    {
        { "ModelPath", "" },
        { "ModelPath", "missing.gguf" },
        { "MtpModelPath", "" },
        { "MtpModelPath", "missing.gguf" },
        { "ContextLength", "8" },
        { "MaxSequences", "0" },
        { "QueueCapacity", "0" },
        { "MaxBatchTokens", "100000" },
        { "Threads", "-1" },
        { "GpuLayers", "-2" },
        { "MaxOutputTokens", "0" },
        { "ContextOverflow", "7" },
        { "Sampling:Temperature", "11" },
        { "Sampling:TopP", "0" },
    };

    [Fact]
    public void AddStep35Flash_Section_SetsEveryOption()
    {
        var builder = Registrations.NewHost(
            ("Step35:ModelPath", Registrations.AnyFile),
            ("Step35:ContextLength", "4096"),
            ("Step35:MaxSequences", "3"),
            ("Step35:QueueCapacity", "9"),
            ("Step35:MaxBatchTokens", "256"),
            ("Step35:Threads", "2"),
            ("Step35:GpuLayers", "0"),
            ("Step35:MapFile", "false"),
            ("Step35:WarmUp", "false"),
            ("Step35:NativeLibraryPath", "native"),
            ("Step35:Backends:0", "cpu"),
            ("Step35:MaxOutputTokens", "100"),
            ("Step35:ContextOverflow", "DropOldestTurns"),
            ("Step35:LoadOnStart", "false"));
        builder.AddStep35Flash();
        using var host = builder.Build();

        var options = Registrations.OptionsOf(host.Services);

        Assert.Equal(
            (Registrations.AnyFile, 4096, 3, 9, 256),
            (options.ModelPath, options.ContextLength, options.MaxSequences, options.QueueCapacity, options.MaxBatchTokens));
        Assert.Equal((2, 0, false, false, "native"), (options.Threads, options.GpuLayers, options.MapFile, options.WarmUp, options.NativeLibraryPath));
        Assert.Equal(
            (100, ContextOverflow.DropOldestTurns, false), (options.MaxOutputTokens, options.ContextOverflow, options.LoadOnStart));
        Assert.Equal(["cpu"], options.Backends);
    }

    [Fact]
    public void AddStep35Flash_SamplingSection_SetsWhatItNamesAndKeepsTheRest()
    {
        var builder = Registrations.NewHost(
            ("Step35:ModelPath", Registrations.AnyFile),
            ("Step35:Sampling:Temperature", "0.5"),
            ("Step35:Sampling:TopK", "40"),
            ("Step35:Sampling:MinP", "0.05"),
            ("Step35:Sampling:Seed", "7"));
        builder.AddStep35Flash();
        using var host = builder.Build();

        Assert.Equal(
            new() { Temperature = 0.5f, TopK = 40, MinP = 0.05f, Seed = 7 },
            Registrations.OptionsOf(host.Services).Sampling);
    }

    [Fact]
    public void AddStep35Flash_SamplingSection_CanSetEveryMember()
    {
        foreach (var member in typeof(SamplingOptions).GetProperties().Where(member => member.CanWrite))
        {
            var builder = Registrations.NewHost(("Step35:ModelPath", Registrations.AnyFile), ($"Step35:Sampling:{member.Name}", "1"));
            builder.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
            using var host = builder.Build();

            var value = member.GetValue(Registrations.OptionsOf(host.Services).Sampling);
            Assert.True(Convert.ToDouble(value, CultureInfo.InvariantCulture) == 1, $"Step35:Sampling:{member.Name} is not read.");
        }
    }

    [Fact]
    public void AddKeyedStep35Flash_Section_IsThatOfTheKey()
    {
        var builder = Registrations.NewHost(
            ("Step35:ModelPath", "plain.gguf"), ("Step35:Threads", "8"), ("Step35:big:ModelPath", Registrations.AnyFile));
        builder.AddKeyedStep35Flash("big");
        using var host = builder.Build();

        var options = Registrations.OptionsOf(host.Services, "big");

        Assert.Equal((Registrations.AnyFile, null), (options.ModelPath, options.Threads));
        Assert.NotNull(host.Services.GetRequiredKeyedService<IChatClient>("big"));
    }

    [Fact]
    public void AddStep35Flash_Code_WinsOverConfiguration()
    {
        var builder = Registrations.NewHost(("Step35:ModelPath", "configured.gguf"), ("Step35:Threads", "8"));
        builder.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        using var host = builder.Build();

        var options = Registrations.OptionsOf(host.Services);

        Assert.Equal((Registrations.AnyFile, 8), (options.ModelPath, options.Threads));
    }

    [Fact]
    public void AddStep35Flash_Twice_CodeStillWinsAndListsAreReadOnce()
    {
        var builder = Registrations.NewHost(
            ("Step35:ModelPath", "configured.gguf"), ("Step35:Backends:0", "vulkan"), ("Step35:Backends:1", "cpu"));
        builder.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        builder.AddStep35Flash();
        using var host = builder.Build();

        var options = Registrations.OptionsOf(host.Services);

        Assert.Equal(Registrations.AnyFile, options.ModelPath);
        Assert.Equal(["vulkan", "cpu"], options.Backends);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Start_InvalidOption_FailsAndNamesIt(string option, string value)
    {
        var builder = Registrations.NewHost(("Step35:ModelPath", Registrations.AnyFile), ($"Step35:{option}", value));
        builder.AddStep35Flash();
        var counter = builder.Services.LoadScripted();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(option.Split(':')[^1], error.Message, StringComparison.Ordinal);
        Assert.Equal(0, counter.Loads);
    }

    [Fact]
    public async Task Start_InvalidKeyedOption_FailsAndNamesIt()
    {
        var builder = Registrations.NewHost();
        builder.AddKeyedStep35Flash("big", options => options.ModelPath = "missing.gguf");
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("ModelPath", error.Message, StringComparison.Ordinal);
        Assert.Contains("missing.gguf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LoadOnStart_LoadsInTheBackground()
    {
        var builder = Registrations.NewHost();
        builder.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        var counter = builder.Services.LoadScripted();
        using var host = builder.Build();

        await host.StartAsync(Token);
        await counter.Asked.WaitAsync(Token);
        await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hi", cancellationToken: Token);
        await host.StopAsync(Token);

        Assert.Equal(1, counter.Loads);
    }

    [Fact]
    public async Task Start_LoadOnStartOff_WaitsForTheFirstRequest()
    {
        var builder = Registrations.NewHost();
        builder.AddStep35Flash(options => (options.ModelPath, options.LoadOnStart) = (Registrations.AnyFile, false));
        var counter = builder.Services.LoadScripted();
        using var host = builder.Build();

        await host.StartAsync(Token);
        await host.StopAsync(Token);

        Assert.Equal(0, counter.Loads);
    }

    [Fact]
    public async Task Start_LoadFails_HostLivesOnAndTheRequestGetsTheError()
    {
        var builder = Registrations.NewHost();
        builder.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        using var host = builder.Build();

        await host.StartAsync(Token);
        var client = host.Services.GetRequiredService<IChatClient>();
        await Assert.ThrowsAnyAsync<Step35Exception>(() => client.GetResponseAsync("Hi", cancellationToken: Token));
        await Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>()).ExecuteTask!.WaitAsync(Token);

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await host.StopAsync(Token);
    }

    [Fact]
    public void AddStep35Flash_NullArguments_Throw()
    {
        Assert.Throws<ArgumentNullException>("builder", () => default(IHostApplicationBuilder)!.AddStep35Flash());
        Assert.Throws<ArgumentNullException>("builder", () => default(IHostApplicationBuilder)!.AddKeyedStep35Flash("key"));
        Assert.Throws<ArgumentException>("serviceKey", () => Registrations.NewHost().AddKeyedStep35Flash(string.Empty));
    }
}
