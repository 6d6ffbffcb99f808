using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Step35.AI.ModelTests.Constraints;

/// <summary>Answers come as the C# types that are asked for.</summary>
public sealed class StructuredOutputTests(RandomChat chat) : IClassFixture<RandomChat>
{
    private static readonly JsonSerializerOptions Json = new(AIJsonUtilities.DefaultOptions);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Type> Types =>
    [
        typeof(bool), typeof(long), typeof(double), typeof(decimal), typeof(long?), typeof(Season), typeof(Season?), typeof(DateOnly), typeof(TimeOnly),
        typeof(DateTime), typeof(DateTimeOffset), typeof(Guid), typeof(long[]), typeof(List<bool>), typeof(HashSet<Season>), typeof(Nothing), typeof(Point),
        typeof(Line), typeof(Setting), typeof(Reading), typeof(Booking), typeof(Rating), typeof(Postcode), typeof(Dictionary<string, bool>), typeof(Money), typeof(Shape),
        typeof(Tree), typeof(Matrix), typeof(Either), typeof(Journey), typeof(Measurement<DateOnly>), typeof(List<Rating>),
    ];

    internal enum Season
    {
        Spring,
        Summer,
        Autumn,
        Winter,
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    internal abstract record Shape;

    internal sealed record Circle(double Radius) : Shape;

    internal sealed record Square(double Side) : Shape;

    internal sealed record Nothing;

    internal sealed record Point(double X, double Y);

    internal sealed record Line(Point From, Point To);

    internal sealed record Setting(bool IsOn, [property: MaxLength(8)] string Label, Season? Season = null);

    internal sealed record Reading(DateTimeOffset At, decimal Value, Guid Sensor);

    internal sealed record Booking(DateOnly Day, TimeOnly Hour, [property: Range(1, 9)] int Guests);

    internal sealed record Rating([property: Range(1, 5)] int Stars, [property: StringLength(10, MinimumLength = 2)] string Word);

    internal sealed record Postcode([property: RegularExpression("^[0-9]{4}$")] string Digits);

    internal sealed record Money(decimal Amount, [property: Description("Three letters."), RegularExpression("[A-Z]{3}"), MaxLength(3)] string Currency);

    internal sealed record Tree([property: Range(0, 9)] int Value, Tree? Left, Tree? Right);

    internal sealed record Matrix([property: Length(1, 3)] long[][] Rows);

    internal sealed record Either(long? Number, bool? Flag, Season? Season);

    internal sealed record Journey(Booking Start, [property: MaxLength(2)] List<Line> Legs, Season Season);

    internal sealed record Measurement<T>(T Value, [property: Range(-40, 60)] double Celsius);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task GetResponse_OfType_ComesAsThatType(Type type)
    {
        var ask = typeof(StructuredOutputTests).GetMethod(nameof(AskAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;

        for (var seed = 1; seed <= 2; seed++)
            await (Task)ask.MakeGenericMethod(type).Invoke(this, [seed])!;
    }

    private async Task AskAsync<T>(int seed)
    {
        // A random model may go on for long; what it wrote until then proves nothing.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var options = new ChatOptions
            {
                Seed = (seed * 100) + attempt,
                Temperature = 2,
                MaxOutputTokens = 500,
                Reasoning = new() { Effort = ReasoningEffort.None },
            };
            var response = await chat.Client.GetResponseAsync<T>("Go!", Json, options, useJsonSchemaResponseFormat: true, Token);
            if (response.FinishReason == ChatFinishReason.Length)
                continue;
            Assert.True(response.TryGetResult(out _) || IsNull<T>(response.Text), response.Text);
            return;
        }

        Assert.Fail("Every answer was cut off.");
    }

    // A null that the type allows is taken for no result.
    private static bool IsNull<T>(string answer) =>
        Nullable.GetUnderlyingType(typeof(T)) is not null && JsonElement.Parse(answer).GetProperty("data").ValueKind == JsonValueKind.Null;
}
