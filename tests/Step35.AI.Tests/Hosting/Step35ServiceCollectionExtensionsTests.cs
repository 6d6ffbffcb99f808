using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Step35.AI.Hosting;

namespace Step35.AI.Tests.Hosting;

public sealed class Step35ServiceCollectionExtensionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddStep35Flash_Plain_ResolvesAClientThatAnswers()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        var counter = services.LoadScripted();
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<IChatClient>();

        Assert.Same(client, provider.GetRequiredService<IChatClient>());
        Assert.Equal(0, counter.Loads);
        Assert.Equal("Hello!", (await client.GetResponseAsync("Hi", cancellationToken: Token)).Text);
        Assert.Equal("Hello!", (await client.GetResponseAsync("Hi", cancellationToken: Token)).Text);
        Assert.Equal(1, counter.Loads);
    }

    [Fact]
    public async Task AddKeyedStep35Flash_TwoKeys_AreTwoModels()
    {
        var services = new ServiceCollection();
        services.AddKeyedStep35Flash("big", options => options.ModelPath = Registrations.AnyFile);
        services.AddKeyedStep35Flash("small", options => (options.ModelPath, options.Threads) = (Registrations.AnyFile, 3));
        var (big, small) = (services.LoadScripted("big"), services.LoadScripted("small"));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IChatClient>("small").GetResponseAsync("Hi", cancellationToken: Token);

        Assert.Equal((0, 1), (big.Loads, small.Loads));
        Assert.Equal((null, 3), (Registrations.OptionsOf(provider, "big").Threads, Registrations.OptionsOf(provider, "small").Threads));
        Assert.Null(provider.GetService<IChatClient>());
    }

    [Fact]
    public async Task AddStep35Flash_Twice_SharesOneEngineAndAddsUpTheOptions()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => (options.ModelPath, options.Threads) = (Registrations.AnyFile, 2));
        services.AddStep35Flash(options => options.Threads = 5);
        Assert.Single(services, service => service.ServiceType == typeof(LazyEngineSource));
        Assert.Single(services, service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService));
        var counter = services.LoadScripted();
        await using var provider = services.BuildServiceProvider();

        foreach (var client in provider.GetServices<IChatClient>())
            await client.GetResponseAsync("Hi", cancellationToken: Token);

        Assert.Equal(1, counter.Loads);
        Assert.Equal(5, Registrations.OptionsOf(provider).Threads);
    }

    [Fact]
    public async Task AddStep35Flash_Builder_WrapsTheClient()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile).UseFunctionInvocation();
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<IChatClient>();

        Assert.IsType<FunctionInvokingChatClient>(client);
        Assert.NotNull(client.GetService<Step35ChatClient>());
    }

    [Fact]
    public async Task AddStep35Flash_TimeProviderRegistered_TellsTheTime()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new StoppedTime());
        services.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        services.LoadScripted();
        await using var provider = services.BuildServiceProvider();

        var response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hi", cancellationToken: Token);

        Assert.Equal(StoppedTime.Noon, response.CreatedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Provider_Disposed_DisposesTheEngine(bool synchronous)
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        var counter = services.LoadScripted();
        var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();
        await client.GetResponseAsync("Hi", cancellationToken: Token);

        if (synchronous)
#pragma warning disable CA1849 // The synchronous way is what is tested.
            provider.Dispose();
#pragma warning restore CA1849
        else
            await provider.DisposeAsync();

        Assert.True(counter.Backend.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetResponseAsync("Hi", cancellationToken: Token));
    }

    [Fact]
    public async Task Provider_ClientNeverAsked_LoadsNothing()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        var counter = services.LoadScripted();

        await using (var provider = services.BuildServiceProvider())
            _ = provider.GetRequiredService<IChatClient>();

        Assert.Equal(0, counter.Loads);
    }

    [Fact]
    public async Task GetResponse_FileIsNoModel_FailsEveryTimeWithoutPoisoningTheClient()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ModelPath = Registrations.AnyFile);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var error = await Assert.ThrowsAnyAsync<Step35Exception>(() => client.GetResponseAsync("Hi", cancellationToken: Token));
            Assert.Contains(Path.GetFileName(Registrations.AnyFile), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Client_OptionsInvalid_FailsWhenResolved()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash();
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IChatClient>);

        Assert.Contains("ModelPath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddStep35Flash_NullArguments_Throw()
    {
        Assert.Throws<ArgumentNullException>("services", () => default(IServiceCollection)!.AddStep35Flash());
        Assert.Throws<ArgumentNullException>("services", () => default(IServiceCollection)!.AddKeyedStep35Flash("key"));
        Assert.Throws<ArgumentNullException>("serviceKey", () => new ServiceCollection().AddKeyedStep35Flash(null!));
        Assert.Throws<ArgumentException>("serviceKey", () => new ServiceCollection().AddKeyedStep35Flash(string.Empty));
    }

    private sealed class StoppedTime : TimeProvider
    {
        public static DateTimeOffset Noon => new(2031, 2, 3, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
