using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Step35.Aspire.Hosting;

namespace Step35.Aspire.Tests;

public class Step35FlashResourceTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public void AddStep35Flash_Plain_RunsTheTool()
    {
        var step35 = CreateBuilder().AddStep35Flash("step35");

        Assert.Equal("step35", step35.Resource.Command);
        Assert.IsAssignableFrom<IStep35Resource>(step35.Resource);
        Assert.IsNotAssignableFrom<IResourceWithServiceDiscovery>(step35.Resource);
    }

    [Fact]
    public void ConnectionString_Plain_IsTheEndpoint() =>
        Assert.Equal("Kind=Host;Endpoint={step35.bindings.http.url}", CreateBuilder().AddStep35Flash("step35").Resource.ConnectionStringExpression.ValueExpression);

    [Fact]
    public void ConnectionString_ApiKey_CarriesIt()
    {
        var builder = CreateBuilder();
        var step35 = builder.AddStep35Flash("step35").WithApiKey(builder.AddParameter("key", "s3cret", secret: true));

        Assert.Equal("Kind=Host;Endpoint={step35.bindings.http.url};Key={key.value}", step35.Resource.ConnectionStringExpression.ValueExpression);
    }

    [Fact]
    public async Task Environment_Options_AreTheHostsSection()
    {
        var builder = CreateBuilder();
        var step35 = builder.AddStep35Flash("step35", port: 5035)
            .WithModel("hf:stepfun/Step-3.5-Flash:Q4_K_S")
            .WithContextLength(131_072)
            .WithParallelSequences(4)
            .WithBackends("cuda", "cpu")
            .WithOption("DraftTokens", "2");

        var variables = await EnvironmentOf(step35.Resource);

        Assert.Equal("hf:stepfun/Step-3.5-Flash:Q4_K_S", variables["Step35__ModelPath"]);
        Assert.Equal("131072", variables["Step35__ContextLength"]);
        Assert.Equal("4", variables["Step35__MaxSequences"]);
        Assert.Equal("cuda", variables["Step35__Backends__0"]);
        Assert.Equal("cpu", variables["Step35__Backends__1"]);
        Assert.Equal("2", variables["Step35__DraftTokens"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void WithContextLength_NotPositive_Throws(int tokens)
    {
        var step35 = CreateBuilder().AddStep35Flash("step35");
        Assert.Throws<ArgumentOutOfRangeException>(() => step35.WithContextLength(tokens));
    }

    [Fact]
    public void Commands_Dashboard_HasThem()
    {
        var names = CreateBuilder().AddStep35Flash("step35").Resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name);
        Assert.Superset(new HashSet<string> { "reload", "unload", "clear-cache" }, names.ToHashSet());
    }

    [Fact]
    public void AddStep35OpenAI_Engine_SaysWhereItIs()
    {
        var engine = CreateBuilder().AddStep35OpenAI("cluster", "http://gpu-1:8000/v1");
        Assert.Equal("Kind=OpenAI;Endpoint=http://gpu-1:8000/v1;Model=step-3.5-flash", engine.Resource.ConnectionStringExpression.ValueExpression);
    }

    [Theory]
    [InlineData("gpu-1:8000")]
    [InlineData("ftp://gpu-1/v1")]
    public void AddStep35OpenAI_NoAddress_Throws(string endpoint)
    {
        var builder = CreateBuilder();
        Assert.Throws<ArgumentException>(nameof(endpoint), () => builder.AddStep35OpenAI("cluster", endpoint));
    }

    [Fact]
    public async Task WithReference_Consumer_GetsTheConnectionString()
    {
        var builder = CreateBuilder();
        var engine = builder.AddStep35OpenAI("cluster", "http://gpu-1:8000/v1", "step");
        var agent = builder.AddExecutable("agent", "agent", ".").WithReference(engine);

        var variables = await EnvironmentOf(agent.Resource);

        Assert.Equal("Kind=OpenAI;Endpoint=http://gpu-1:8000/v1;Model=step", variables["ConnectionStrings__cluster"]);
        Assert.Equal("step", variables["CLUSTER_MODELNAME"]);
    }

    private static IDistributedApplicationBuilder CreateBuilder() =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });

    private static async Task<Dictionary<string, string>> EnvironmentOf(IResourceWithEnvironment resource)
    {
        var found = new Dictionary<string, object>();
        var context = new EnvironmentCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), resource, found, Cancellation);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await callback.Callback(context);
        return found
            .Where(variable => variable.Value is string or ReferenceExpression { ValueProviders.Count: 0 } or ConnectionStringReference or IValueProvider and not EndpointReferenceExpression)
            .ToDictionary(variable => variable.Key, variable => Read(variable.Value));
    }

    private static string Read(object value) => value switch
    {
        string text => text,
        ConnectionStringReference reference => reference.Resource.ConnectionStringExpression.ValueExpression,
        IManifestExpressionProvider expression => expression.ValueExpression,
        _ => "",
    };
}
