namespace Step35.Engine.Drafting;

/// <summary>How likely the drafts of one request, or of all requests, are right, by who guessed them.</summary>
internal sealed class DraftAcceptance
{
    private readonly AcceptanceEstimate[] _bySource;

    private DraftAcceptance(AcceptanceEstimate[] bySource) => _bySource = bySource;

    public static DraftAcceptance OfEngine(int maxTokens) => new([.. Enum.GetValues<DraftSource>().Select(_ => AcceptanceEstimate.OfEngine(maxTokens))]);

    public DraftAcceptance OfRequest() => new([.. _bySource.Select(estimate => estimate.OfRequest())]);

    public AcceptanceEstimate Of(DraftSource source) => _bySource[(int)source];
}
