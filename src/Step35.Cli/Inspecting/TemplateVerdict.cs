namespace Step35.Cli.Inspecting;

/// <summary>What the comparison of a chat template came to.</summary>
internal enum TemplateVerdict
{
    Known,
    Different,
    Missing,
}
