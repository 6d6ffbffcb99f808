namespace Step35.Engine.Tuning;

/// <summary>A low-rank adapter: a small file that changes a model.</summary>
public sealed class LoraAdapter
{
    /// <summary>Gets or sets the GGUF file of the adapter.</summary>
    /// <value>Required.</value>
    public string Path { get; set; } = string.Empty;

    /// <summary>Gets or sets how strongly it counts.</summary>
    /// <value>Default 1.</value>
    public float Scale { get; set; } = 1;

    /// <summary>Writes file and scale.</summary>
    /// <returns>The same text for the same values, in every culture.</returns>
    public override string ToString() => FormattableString.Invariant($"{System.IO.Path.GetFileName(Path)} x {Scale}");
}
