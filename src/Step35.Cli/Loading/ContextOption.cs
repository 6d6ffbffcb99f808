using System.CommandLine;

namespace Step35.Cli.Loading;

/// <summary>The option that says how long a conversation may become.</summary>
internal static class ContextOption
{
    /// <summary>The shortest context that an engine takes.</summary>
    public const int Least = 16;

    public static Option<int?> Create()
    {
        var option = new Option<int?>("--context") { Description = "Tokens that one conversation can hold." };
        option.RequireWithin(Least, 1 << 24);
        return option;
    }
}
