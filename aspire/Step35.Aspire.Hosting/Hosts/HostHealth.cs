namespace Step35.Aspire.Hosting.Hosts;

/// <summary>What a model host says of itself at <c>/health/ready</c>.</summary>
/// <param name="Status">Such as <c>loading</c>, <c>ok</c> or <c>failed</c>.</param>
/// <param name="Models">The models that it serves.</param>
internal sealed record HostHealth(string Status, IReadOnlyList<ModelHealth> Models)
{
    public bool IsReady => Status == "ok";

    public bool HasFailed => Status == "failed";

    /// <summary>Gets why a model could not be loaded.</summary>
    public string? Error => Models.Select(model => model.Error).FirstOrDefault(error => error is not null);

    /// <summary>Says how far the host is, such as <c>Loading 71 %</c>.</summary>
    public override string ToString()
    {
        var name = Status.Length == 0 ? "Starting" : char.ToUpperInvariant(Status[0]) + Status[1..];
        return Models.FirstOrDefault(model => model.Status == Status) is { } model ? $"{name} {model.Percent} %" : name;
    }
}
