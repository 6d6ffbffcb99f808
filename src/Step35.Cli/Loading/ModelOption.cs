using System.CommandLine;
using System.CommandLine.Completions;
using Step35.Cli.Hub;

namespace Step35.Cli.Loading;

/// <summary>The option that names the model to load; without it, the small one that the tool carries.</summary>
internal static class ModelOption
{
    private const string Forms = "A GGUF file, any shard of a split one, a folder that holds one, or hf:OWNER/REPO:Q4_K_S.";

    private static readonly string Nano = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf");

    public static Option<string> Create()
    {
        var option = new Option<string>("--model", "-m") { Description = $"{Forms} [default: step35-nano]" };
        option.CompletionSources.Add(_ => Cached());
        return option;
    }

    /// <summary>The argument of verbs that read a model's headers alone.</summary>
    public static Argument<string> CreateArgument()
    {
        var argument = new Argument<string>("model") { Description = Forms };
        argument.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string>() is "")
                result.AddError("The model's name is empty.");
        });
        argument.CompletionSources.Add(_ => Cached());
        return argument;
    }

    /// <summary>Gets the reference that was given, or the small model's path.</summary>
    public static string Read(ParseResult parsed, Option<string> option) => parsed.GetValue(option) ?? Nano;

    /// <summary>Tells whether a reference means the small model, which is at its best when it never takes a chance.</summary>
    public static bool IsNano(string reference) => reference == Nano;

    private static IEnumerable<CompletionItem> Cached() =>
        CachedModel.ListAll(HubVerbs.Cache).Select(model => new CompletionItem(model.Reference));
}
