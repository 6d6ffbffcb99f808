using System.Globalization;

namespace Step35.AI.Prompting;

/// <summary>Writes JSON numbers as Python does after reading them: integers exactly, everything else as a float.</summary>
internal static class PythonNumber
{
    public static string Repr(string json)
    {
        if (json.AsSpan().IndexOfAny(".eE") >= 0)
            return PythonFloat.Repr(double.Parse(json, CultureInfo.InvariantCulture));
        return json == "-0" ? "0" : json;
    }

    /// <summary>Writes a number inside JSON, where Python spells out what JSON has no word for.</summary>
    public static string Json(string json) => Repr(json) switch
    {
        "inf" => "Infinity",
        "-inf" => "-Infinity",
        var text => text,
    };
}
