namespace Step35.Aspire.Hosting.Hosts;

/// <summary>What a model host says of itself at <c>/health/ready</c>.</summary>
/// <param name="Status">Such as <c>loading</c>, <c>ok</c> or <c>failed</c>.</param>
/// <param name="Models">The models that it serves.</param>
internal sealed record HostHealth(string Status, IReadOnlyList<ModelHealth> Models)
{
    private const string Loading = "loading";

    public bool IsReady => Status == "ok";

    public bool HasFailed => Status == "failed";

    /// <summary>Gets a value indicating whether a model is being loaded; a host that is ready reloads one, too.</summary>
    public bool IsLoading => Status == Loading || LoadingModel is not null;

    /// <summary>Gets why a model could not be loaded.</summary>
    public string? Error => Models.Select(model => model.Error).FirstOrDefault(error => error is not null);

    private ModelHealth? LoadingModel => Models.FirstOrDefault(static model => model.Status == Loading);

    /// <summary>Says how far the host is, such as <c>Loading 71 %</c>.</summary>
    public override string ToString() =>
        LoadingModel is { } model ? $"Loading {model.Percent} %"
        : Status.Length == 0 ? "Starting"
        : char.ToUpperInvariant(Status[0]) + Status[1..];
}
