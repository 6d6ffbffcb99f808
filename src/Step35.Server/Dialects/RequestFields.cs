using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Takes what a request must say.</summary>
internal static class RequestFields
{
    /// <exception cref="ApiException">The value is missing.</exception>
    public static T OrMissing<T>(this T? value, string field)
        where T : class => value ?? throw Missing(field);

    /// <exception cref="ApiException">The value is missing.</exception>
    public static T OrMissing<T>(this T? value, string field)
        where T : struct => value ?? throw Missing(field);

    /// <summary>Reads all elements of a list that may be missing; each gets its place, for errors.</summary>
    /// <exception cref="ApiException">An element is null.</exception>
    public static IEnumerable<TRead> ReadEach<T, TRead>(this IReadOnlyList<T>? list, string field, Func<T, string, TRead> read)
        where T : class =>
        (list ?? []).Select((item, index) => read(item.OrMissing($"{field}[{index}]"), $"{field}[{index}]"));

    private static ApiException Missing(string field) => ApiException.Wrong(field, "it is missing.");
}
