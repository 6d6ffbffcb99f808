using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.Engine.Generation;

namespace Step35.AI.Tests.Requests;

public sealed class SamplingReaderTests
{
    public static TheoryData<string, object> Junk => new()
    {
        { "min_p", "much" },
        { "min_p", "" },
        { "min_p", JsonElement.Parse("[0.1]") },
        { "repeat_penalty", JsonElement.Parse("true") },
        { "repeat_penalty", new object() },
        { "repeat_last_n", "NaN" },
        { "repeat_last_n", 64.5 },
        { "repeat_last_n", 1e30 },
    };

    public static TheoryData<string, ChatOptions> OutOfRange => new()
    {
        { "Temperature", new() { Temperature = -1 } },
        { "Temperature", new() { Temperature = float.NaN } },
        { "TopP", new() { TopP = 0 } },
        { "TopP", new() { TopP = 1.5f } },
        { "TopK", new() { TopK = -1 } },
        { "FrequencyPenalty", new() { FrequencyPenalty = 11 } },
        { "PresencePenalty", new() { PresencePenalty = float.NegativeInfinity } },
        { "MinP", Loose("min_p", 2) },
        { "MinP", Loose("min_p", "NaN") },
        { "RepetitionPenalty", Loose("repeat_penalty", 0) },
        { "RepetitionWindowTokens", Loose("repeat_last_n", -1) },
        { "MaxOutputTokens", new() { MaxOutputTokens = 0 } },
        { "stop sequence", new() { StopSequences = [""] } },
    };

    [Fact]
    public void Read_LooseNumbers_OfEverySpelling()
    {
        object[] spellings = [0.5f, 0.5, 0.5m, "0.5", " 5e-1 ", JsonElement.Parse("0.5"), JsonElement.Parse("\"0.5\"")];
        Assert.All(spellings, spelling => Assert.Equal(0.5f, Read(Loose("min_p", spelling)).MinP));
        Assert.All(spellings, spelling => Assert.Equal(0.5f, Read(Loose("repeat_penalty", spelling)).RepetitionPenalty));
    }

    [Fact]
    public void Read_RepeatWindow_OfEverySpelling()
    {
        object[] spellings = [256, 256L, 256.0, "256", JsonElement.Parse("256"), JsonElement.Parse("256.0")];
        Assert.All(spellings, spelling => Assert.Equal(256, Read(Loose("repeat_last_n", spelling)).RepetitionWindowTokens));
    }

    [Fact]
    public void Read_NumbersInAnotherCulture_KeepTheirPoint()
    {
        var previous = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal(0.5f, Read(Loose("min_p", 0.5)).MinP);
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }

    [Fact]
    public void Read_NullNumbers_AreUnset()
    {
        var options = new ChatOptions { AdditionalProperties = new() { ["min_p"] = null, ["repeat_last_n"] = JsonElement.Parse("null") } };
        Assert.Equal(new SamplingOptions(), Read(options));
    }

    [Theory]
    [MemberData(nameof(Junk))]
    public void Read_Junk_IsRefusedByName(string key, object value)
    {
        var error = Assert.Throws<UnsupportedOptionException>(() => Read(Loose(key, value)));
        Assert.Equal($"AdditionalProperties[\"{key}\"]", error.OptionName);
    }

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(uint.MaxValue, 0u)]
    [InlineData(uint.MaxValue + 5L, 5u)]
    [InlineData(-1, 0u)]
    public void Read_Seed_NeverBecomesTheOneThatMeansRandom(long seed, uint expected) =>
        Assert.Equal(expected, Read(new ChatOptions { Seed = seed }).Seed);

    [Fact]
    public void Read_RawSamplingOptions_ReplaceTheDefaultsAndSeeTheClient()
    {
        IChatClient? seen = null;
        using var client = new NoClient();
        var options = new ChatOptions
        {
            RawRepresentationFactory = made =>
            {
                seen = made;
                return new SamplingOptions { Temperature = 0.1f, TopK = 2 };
            },
            TopK = 5,
        };

        var sampling = SamplingReader.Read(options, new SamplingOptions { MinP = 0.3f }, client);

        Assert.Equal(new SamplingOptions { Temperature = 0.1f, TopK = 5 }, sampling);
        Assert.Same(client, seen);
    }

    [Fact]
    public void Read_RawNull_KeepsTheDefaults()
    {
        using var client = new NoClient();
        var defaults = new SamplingOptions { MinP = 0.3f };

        Assert.Equal(defaults, SamplingReader.Read(new ChatOptions { RawRepresentationFactory = _ => null }, defaults, client));
    }

    [Fact]
    public void Read_RawOfAnotherClient_IsRefused()
    {
        var error = Assert.Throws<UnsupportedOptionException>(() => Read(new ChatOptions { RawRepresentationFactory = _ => "foreign" }));
        Assert.Equal("RawRepresentationFactory", error.OptionName);
    }

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public async Task GetResponse_OutOfRange_NamesTheValue(string name, ChatOptions options)
    {
        await using var chat = new ScriptedChat("never");

        var error = await Assert.ThrowsAsync<ArgumentException>(() => chat.AskAsync(options));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Empty(chat.Backend.Requests);
    }

    private static ChatOptions Loose(string key, object value) => new() { AdditionalProperties = new() { [key] = value } };

    private static SamplingOptions Read(ChatOptions options)
    {
        using var client = new NoClient();
        return SamplingReader.Read(options, new SamplingOptions(), client);
    }

    private sealed class NoClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
