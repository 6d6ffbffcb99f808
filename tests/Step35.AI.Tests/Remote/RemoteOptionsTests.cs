using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Step35.AI.Tests.Hosting;

namespace Step35.AI.Tests.Remote;

public class RemoteOptionsTests
{
    [Theory]
    [InlineData("Endpoints:0", "ftp://a", "no http or https address")]
    [InlineData("Model", "", "Remote.Model")]
    [InlineData("Retries", "11", "Retries")]
    [InlineData("FirstTokenTimeout", "00:00:00", "FirstTokenTimeout")]
    [InlineData("NextTokenTimeout", "60.00:00:00", "NextTokenTimeout")]
    [InlineData("CoolDown", "-00:00:01", "CoolDown")]
    public void Validate_Wrong_IsNamed(string option, string value, string expected)
    {
        var builder = Registrations.NewHost(
            ("Step35:Kind", "OpenAI"), ("Step35:Remote:Endpoints:0", "http://a:1"), ("Step35:Remote:Model", "m"), ($"Step35:Remote:{option}", value));
        Microsoft.Extensions.Hosting.Step35HostApplicationBuilderExtensions.AddStep35Flash(builder);
        using var host = builder.Build();

        var error = Assert.Throws<OptionsValidationException>(() => Registrations.OptionsOf(host.Services));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NoServer_IsSaid()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.Kind = Step35EngineKind.Host);
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => Registrations.OptionsOf(provider));

        Assert.Contains("Remote.Endpoints", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_HostWithoutModel_TakesItsFirstOne()
    {
        var builder = Registrations.NewHost(("Step35:ConnectionString", "Kind=Host;Endpoint=http://a:1"));
        Microsoft.Extensions.Hosting.Step35HostApplicationBuilderExtensions.AddStep35Flash(builder);
        using var host = builder.Build();

        Assert.Null(Registrations.OptionsOf(host.Services).Remote.Model);
    }
}
