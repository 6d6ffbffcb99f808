namespace Step35.Cli.Inspecting;

/// <summary>The layers of a model.</summary>
/// <param name="Trunk">How many layers the model proper has.</param>
/// <param name="Mtp">How many layers of the file draft tokens.</param>
/// <param name="Dense">How many layers of the model proper route to no experts.</param>
/// <param name="FullAttention">The layers of the model proper that look back over everything.</param>
/// <param name="SlidingWindow">How many tokens all others look back over.</param>
internal sealed record LayersReport(int Trunk, int Mtp, int Dense, IReadOnlyList<int> FullAttention, int SlidingWindow);
