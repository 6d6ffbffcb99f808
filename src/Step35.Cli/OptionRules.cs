using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Numerics;

namespace Step35.Cli;

/// <summary>Checks what an option may be.</summary>
internal static class OptionRules
{
    /// <summary>Refuses all but numbers within a range.</summary>
    public static void RequireWithin<T>(this Option option, T least, T most)
        where T : INumber<T> => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
            if (!T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) || !(value >= least && value <= most))
                result.AddError($"{option.Name} is {token.Value}; it must be a number from {least} to {most}.");
    });

    /// <summary>Refuses files whose names end otherwise.</summary>
    public static void RequireExtension(this Option option, IReadOnlyList<string> extensions) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
            if (!extensions.Contains(Path.GetExtension(token.Value), StringComparer.OrdinalIgnoreCase))
                result.AddError($"{option.Name} is {token.Value}; its name must end with {string.Join(" or ", extensions)}.");
    });

    /// <summary>Refuses names that are not in a list, whatever their case, and completes those that are.</summary>
    public static void RequireOneOf(this Option option, IReadOnlyList<string> names)
    {
        option.CompletionSources.Add(_ => names.Select(name => new CompletionItem(name)));
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (!names.Contains(token.Value, StringComparer.OrdinalIgnoreCase))
                    result.AddError($"{option.Name} is {token.Value}; it must be one of {string.Join(", ", names)}.");
        });
    }
}
