using System.Text.RegularExpressions;

namespace Step35.Engine.Tuning;

/// <summary>Tells which regular expressions may pick tensors.</summary>
/// <remarks>
/// The core hands them to C++'s std::regex, which ends the loading where it cannot read one, and backtracks without limit. So they are held
/// to what .NET and C++ read alike, without groups that repeat and with few repetitions: these cannot take long on a tensor's name.
/// </remarks>
internal static partial class TensorPattern
{
    private const int MaxRepetitions = 3;

    public static bool IsSafe(string text) =>
        Parts().IsMatch(text) && Repetitions().Count(Plain().Replace(text, "")) <= MaxRepetitions && IsReadable(text);

    private static bool IsReadable(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.ECMAScript);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A(?>\\(?:[dDwWsS]|[^a-zA-Z0-9])|\[\^?(?:[^\[\]\\]|\\[^a-zA-Z0-9])+\]|\((?!\?)|\)(?![*+{])|[*+?]|\{\d+(?:,\d*)?\}|[^\\\[\](){}*+?])+\z")]
    private static partial Regex Parts();

    // Escaped signs and classes repeat nothing.
    [GeneratedRegex(@"\\.|\[[^\]]*\]")]
    private static partial Regex Plain();

    [GeneratedRegex(@"[*+{]")]
    private static partial Regex Repetitions();
}
