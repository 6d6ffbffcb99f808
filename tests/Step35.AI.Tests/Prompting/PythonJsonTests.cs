using System.Text;
using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Tests.Prompting;

public sealed class PythonJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,{}],"b":{"c":null,"d":[]},"a":true}""", """{"a": [1, {}], "b": {"c": null, "d": []}, "a": true}""")]
    [InlineData("\"\\u0041\\/\\u001f\\u007f\\b\\t\\n\\f\\r\\\\\\\"\\u2028\"", "\"A/\\u001f\u007f\\b\\t\\n\\f\\r\\\\\\\"\u2028\"")]
    [InlineData("[1E5, 1.50, 1e400, -1e400, -0, -0.0, 0e0]", "[100000.0, 1.5, Infinity, -Infinity, 0, -0.0, 0.0]")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"\\ud83d\\udc4d\"", "\"👍\"")]
    [InlineData("\"a\\ud83dz\\udc4d\\\\ud83d\"", "\"a\ufffdz\ufffd\\\\ud83d\"")]
    [InlineData("[\"\\ud83d\\ud83d\\udc4d\"]", "[\"\ufffd👍\"]")]
    [InlineData("\"\\\\ud800\\udc00\"", "\"\\\\ud800\ufffd\"")]
    public void Append_AnyJson_WritesItAsPythonDoes(string json, string expected)
    {
        var builder = new StringBuilder();
        PythonJson.Append(builder, JsonElement.Parse(json));
        Assert.Equal(expected, builder.ToString());
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(100.0, "100.0")]
    [InlineData(123.456, "123.456")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-1.5e-7, "-1.5e-07")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Repr_AnyFloat_WritesItAsPythonDoes(double number, string expected) => Assert.Equal(expected, PythonFloat.Repr(number));
}
