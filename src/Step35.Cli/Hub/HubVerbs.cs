using System.CommandLine;
using System.CommandLine.Completions;
using Step35.Engine.Hub;

namespace Step35.Cli.Hub;

/// <summary>What the verbs around the hub have in common.</summary>
internal static class HubVerbs
{
    public static Func<string, string?> Variables => Environment.GetEnvironmentVariable;

    public static HubCache Cache => HubCache.FromEnvironment(Variables);

    public static Option<bool> NewJsonOption() => new("--json") { Description = "Write JSON." };

    /// <summary>Makes the argument that names a model on the hub; what is in the cache completes it.</summary>
    public static Argument<string> NewModelArgument(string description)
    {
        var argument = new Argument<string>("model") { Description = description };
        argument.CompletionSources.Add(_ => CachedModel.ListAll(Cache).Select(model => new CompletionItem(model.Reference["hf:".Length..])));
        return argument;
    }
}
