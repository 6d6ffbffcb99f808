using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Step35.Aspire.Hosting;

namespace Step35.Aspire.Publishing.Tests;

/// <summary>What an app host writes for the machines that are to run it.</summary>
public sealed class PublishTests : IDisposable
{
    private const string Key = "not-to-be-read-in-the-files";
    private const string Ready = "path: \"/health/ready\"";

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Publish_DockerCompose_HasTheHostWithItsGpusAndVolume()
    {
        await PublishAsync(app => app.AddDockerComposeEnvironment("compose"));

        var compose = await ReadAsync("docker-compose.yaml");
        Assert.Contains("- \"nvidia.com/gpu=0\"\n      - \"nvidia.com/gpu=1\"\n", compose, StringComparison.Ordinal);
        Assert.Contains("target: \"/var/lib/step35\"\n        source: \"step35-cache\"", compose, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS: \"http://0.0.0.0:8080\"", compose, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__step35: \"Kind=Host;Endpoint=http://step35:8080\"", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Kubernetes_HasTheHostWithItsLimitAndProbes()
    {
        await PublishAsync(app => app.AddKubernetesEnvironment("cluster"));

        var host = await ReadAsync("templates", "step35", "deployment.yaml");
        Assert.Contains("nvidia.com/gpu: \"2\"", host, StringComparison.Ordinal);
        Assert.Matches("livenessProbe:\n(?: +\\w+: .*\n)* +httpGet:\n +scheme: \"HTTP\"\n +path: \"/health/live\"\n +port: \"http\"", host);
        Assert.Matches("readinessProbe:\n(?: +\\w+: .*\n)* +httpGet:\n +scheme: \"HTTP\"\n +" + Ready, host);
        Assert.Contains("mountPath: \"/var/lib/step35\"", host, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_KubernetesWithKey_IsSecretAndNotAskedWithoutItWhetherItIsReady()
    {
        await PublishAsync(app => app.AddKubernetesEnvironment("cluster"), WithKey);

        Assert.DoesNotContain(Ready, await ReadAsync("templates", "step35", "deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains("Step35__ApiKeys__0", await ReadAsync("templates", "step35", "secrets.yaml"), StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__step35", await ReadAsync("templates", "agent", "secrets.yaml"), StringComparison.Ordinal);
        await AssertKeyIsNowhereAsync();
    }

    [Fact]
    public async Task Publish_DockerComposeWithKey_TakesItFromTheEnvironment()
    {
        await PublishAsync(app => app.AddDockerComposeEnvironment("compose"), WithKey);

        var compose = await ReadAsync("docker-compose.yaml");
        Assert.Contains("Step35__ApiKeys__0: \"${KEY}\"", compose, StringComparison.Ordinal);
        Assert.Contains("Key=${KEY}\"", compose, StringComparison.Ordinal);
        await AssertKeyIsNowhereAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_AnyHost_StartsWithItsImagesOwnCommand(bool isProject)
    {
        await PublishAsync(app => app.AddDockerComposeEnvironment("compose"), step35 =>
        {
            if (isProject)
                step35.WithHostProject<HostProject>();
        });

        Assert.DoesNotContain("command:", await ReadAsync("docker-compose.yaml"), StringComparison.Ordinal);
    }

    private static void WithKey(IResourceBuilder<Step35FlashResource> step35) =>
        step35.WithApiKey(step35.ApplicationBuilder.AddParameter("key", secret: true));

    private async Task PublishAsync(
        Action<IDistributedApplicationBuilder> addEnvironment, Action<IResourceBuilder<Step35FlashResource>>? configure = null)
    {
        var app = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish", "--output-path", _folder]);
        // Without a value publishing would wait for somebody to enter it.
        app.Configuration["Parameters:key"] = Key;
        addEnvironment(app);
        var step35 = app.AddStep35Flash("step35").WithGpus(2).WithProbes();
        configure?.Invoke(step35);
        app.AddContainer("agent", "agent").WithReference(step35);
        await app.Build().RunAsync(Token);
    }

    private async Task AssertKeyIsNowhereAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Key, await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(params string[] path) =>
        (await File.ReadAllTextAsync(Path.Combine([_folder, .. path]), Token)).ReplaceLineEndings("\n");
}
