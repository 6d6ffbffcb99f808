using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.Engine.Generation;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Refuses what is out of range by the name of its field; the model would know it by the library's.</summary>
internal static class OptionRanges
{
    private static readonly (PropertyInfo Member, RangeAttribute Range)[] Sampling =
    [
        .. from member in typeof(SamplingOptions).GetProperties()
           from range in member.GetCustomAttributes<RangeAttribute>()
           select (member, range),
    ];

    /// <summary>Checks how tokens are chosen.</summary>
    /// <param name="options">What the request says.</param>
    /// <param name="path">Where its fields stand; empty for the request itself.</param>
    /// <exception cref="ApiException">A number is out of its range.</exception>
    public static ChatOptions WithinRanges(this ChatOptions options, string path = "")
    {
        var sampling = SamplingReader.Read(options, new SamplingOptions(), client: null);
        foreach (var (member, range) in Sampling)
            if (!range.IsValid(member.GetValue(sampling)))
                throw ApiException.Wrong(
                    path + OptionFields.Of(member.Name),
                    $"it must be {(range.MinimumIsExclusive ? "above" : "from")} {range.Minimum} to {range.Maximum}.");
        return options;
    }

    /// <summary>Takes a number of tokens, of which there must be one.</summary>
    /// <exception cref="ApiException">It is less.</exception>
    public static int? AtLeastOne(this int? tokens, string field) =>
        tokens is < 1 ? throw ApiException.Wrong(field, "it must be at least 1; leave it out for no limit.") : tokens;

    /// <summary>Takes a number of tokens, of which there may be none.</summary>
    /// <exception cref="ApiException">It is negative.</exception>
    public static int AtLeastZero(this int tokens, string field) =>
        tokens < 0 ? throw ApiException.Wrong(field, "it must be at least 0.") : tokens;

    /// <summary>Takes texts that end an answer.</summary>
    /// <exception cref="ApiException">One is empty.</exception>
    public static IList<string>? NoneEmpty(this IReadOnlyList<string>? stops, string field) =>
        stops?.Any(string.IsNullOrEmpty) == true ? throw ApiException.Wrong(field, "one of the texts is empty; leave it out.") : stops?.ToList();
}
