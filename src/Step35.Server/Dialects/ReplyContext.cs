namespace Step35.Server.Dialects;

/// <summary>What a reply says about itself.</summary>
/// <param name="Id">32 hexadecimal digits, in the order of time; dialects put their own prefix before it.</param>
/// <param name="Model">The name that the model is served under.</param>
/// <param name="CreatedAt">When the request came.</param>
/// <param name="Time">The clock.</param>
internal sealed record ReplyContext(string Id, string Model, DateTimeOffset CreatedAt, TimeProvider Time)
{
    /// <summary>Gets how long the reply has taken so far.</summary>
    public TimeSpan Elapsed => Time.GetUtcNow() - CreatedAt;

    public static ReplyContext Create(string model, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new ReplyContext(Guid.CreateVersion7(now).ToString("N"), model, now, time);
    }
}
