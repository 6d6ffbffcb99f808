using System.CommandLine;
using Step35.Engine;

namespace Step35.Cli.Loading;

/// <summary>The option that says how long a conversation may become.</summary>
internal static class ContextOption
{
    public static Option<int?> Create()
    {
        var option = new Option<int?>("--context") { Description = "Tokens that one conversation can hold." };
        option.RequireWithin(EngineOptions.ShortestContext, EngineOptions.LongestContext);
        return option;
    }
}
