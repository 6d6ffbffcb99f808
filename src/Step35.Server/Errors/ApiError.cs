namespace Step35.Server.Errors;

/// <summary>An error as a client hears of it; each dialect has its own words for it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">What went wrong, for programs: <c>context_length_exceeded</c>.</param>
/// <param name="Message">What to change, for people; no prompt text is in it.</param>
internal sealed record ApiError(int Status, string Code, string Message)
{
    /// <summary>Gets the field of the request that is wrong, if it is one.</summary>
    public string? Parameter { get; init; }

    /// <summary>Gets when it may be worth to try again; null where it is not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
