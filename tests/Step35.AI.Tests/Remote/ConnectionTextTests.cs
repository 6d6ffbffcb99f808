using Microsoft.Extensions.Options;
using Step35.AI.Remote.Connection;

namespace Step35.AI.Tests.Remote;

public class ConnectionTextTests
{
    [Theory]
    [InlineData("Endpoint=http://a:1;Model=m", Step35EngineKind.OpenAI, "http://a:1/", "m", null)]
    [InlineData("endpoint=http://a:1/v1;key=k;MODEL=m;kind=host", Step35EngineKind.Host, "http://a:1/v1", "m", "k")]
    [InlineData("Endpoint=http://a:1,https://b:2/x;Model=m;Kind=Ollama", Step35EngineKind.Ollama, "http://a:1/ https://b:2/x", "m", null)]
    [InlineData("Endpoint=http://a:1;Key='a;b=c';Model=m", Step35EngineKind.OpenAI, "http://a:1/", "m", "a;b=c")]
    [InlineData("http://a:1", Step35EngineKind.OpenAI, "http://a:1/", null, null)]
    [InlineData("https+http://step35", Step35EngineKind.OpenAI, "https+http://step35/", null, null)]
    public void Apply_Servers_SetsKindAddressesModelAndKey(string text, Step35EngineKind kind, string addresses, string? model, string? key)
    {
        var options = new Step35Options();
        ConnectionText.Apply(text, options);
        Assert.Equal(
            (kind, addresses, model, key),
            (options.Kind, string.Join(' ', options.Remote.Endpoints.Select(address => address.AbsoluteUri)), options.Remote.Model, options.Remote.ApiKey));
    }

    [Fact]
    public void Apply_ModelFile_IsEmbedded()
    {
        var options = new Step35Options();
        ConnectionText.Apply("Model=/models/a b.gguf", options);
        Assert.Equal((Step35EngineKind.Embedded, "/models/a b.gguf", 0), (options.Kind, options.ModelPath, options.Remote.Endpoints.Count));
    }

    [Theory]
    [InlineData("Endpoint=http://a:1;Key=secret;Modle=m", "'modle'")]
    [InlineData("Endpoint=http://a:1;Key=secret;Kind=vllm", "'vllm'")]
    [InlineData("Endpoint=a:1:2 /;Key=secret", "no address")]
    [InlineData("secret", "cannot be read")]
    public void Apply_Wrong_SaysWhatWithoutTheKey(string text, string expected)
    {
        var error = Assert.Throws<OptionsValidationException>(() => ConnectionText.Apply(text, new Step35Options()));
        Assert.Contains(expected, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
