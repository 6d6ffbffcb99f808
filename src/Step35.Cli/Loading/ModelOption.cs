using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Step35.Cli.Hub;

namespace Step35.Cli.Loading;

/// <summary>The option that names the model to load; without it, the small one that the tool carries.</summary>
internal static class ModelOption
{
    private const string NanoName = "step35-nano";

    private const string Description =
        $"A GGUF file, any shard of a split one, a folder that holds one, or hf:OWNER/REPO:Q4_K_S. [default: {NanoName}]";

    private static readonly string Nano = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf");

    public static Option<string> Create()
    {
        var option = new Option<string>("--model", "-m") { Description = Description };
        option.Validators.Add(RequireName);
        option.CompletionSources.Add(_ => Cached());
        return option;
    }

    /// <summary>The argument of verbs that read a model's headers alone.</summary>
    public static Argument<string?> CreateArgument()
    {
        var argument = new Argument<string?>("model") { Description = Description, Arity = ArgumentArity.ZeroOrOne };
        argument.Validators.Add(RequireName);
        argument.CompletionSources.Add(_ => Cached());
        return argument;
    }

    /// <summary>Gets the reference that was given, or the small model's path.</summary>
    public static string Read(ParseResult parsed, Option<string> option) => PathOf(parsed.GetValue(option));

    /// <summary>Gets the reference that was given, or the small model's path.</summary>
    public static string Read(ParseResult parsed, Argument<string?> argument) => PathOf(parsed.GetValue(argument));

    /// <summary>Tells whether a reference means the small model, which is at its best when it never takes a chance.</summary>
    public static bool IsNano(string reference) => reference == Nano;

    // A file of the small model's name goes before it.
    private static string PathOf(string? reference) => reference is null || (reference == NanoName && !Path.Exists(reference)) ? Nano : reference;

    private static void RequireName(SymbolResult result)
    {
        if (result.Tokens is [{ Value: "" }])
            result.AddError("The model's name is empty.");
    }

    private static IEnumerable<CompletionItem> Cached() =>
        CachedModel.ListAll(HubVerbs.Cache).Select(model => model.Reference).Prepend(NanoName).Select(name => new CompletionItem(name));
}
