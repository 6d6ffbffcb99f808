using Spectre.Console;
using Step35.Engine.Planning;

namespace Step35.Cli.Planning;

/// <summary>How a use of memory is shown; the letter tells it where there are no colours.</summary>
/// <param name="Use">What the memory is used for.</param>
/// <param name="Letter">What stands for it in a bar: capitals for weights.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Color">The colour of its letter.</param>
internal sealed record MemoryPart(MemoryClass Use, char Letter, string Name, Color Color)
{
    public static IReadOnlyList<MemoryPart> All { get; } =
    [
        new(MemoryClass.Embeddings, 'E', "embeddings", Color.Aqua),
        new(MemoryClass.Attention, 'A', "attention", Color.Blue),
        new(MemoryClass.Dense, 'D', "dense feed-forward", Color.Teal),
        new(MemoryClass.SharedExperts, 'S', "shared experts", Color.Olive),
        new(MemoryClass.RoutedExperts, 'R', "routed experts", Color.Green),
        new(MemoryClass.Mtp, 'M', "MTP", Color.Fuchsia),
        new(MemoryClass.Adapters, 'L', "adapters", Color.Purple),
        new(MemoryClass.FullKv, 'f', "KV, full attention", Color.Yellow),
        new(MemoryClass.SlidingKv, 's', "KV, sliding window", Color.Orange1),
        new(MemoryClass.MtpKv, 'm', "KV, MTP", Color.Violet),
        new(MemoryClass.Compute, 'c', "compute buffers", Color.Red),
        new(MemoryClass.Outputs, 'o', "outputs", Color.Maroon),
        new(MemoryClass.Bookkeeping, 'b', "bookkeeping", Color.White),
        new(MemoryClass.Runtime, 'r', ".NET runtime", Color.Navy),
        new(MemoryClass.Checkpoints, 'k', "checkpoints", Color.Silver),
        new(MemoryClass.PrefixStore, 'p', "stored conversations", Color.Grey),
    ];

    public Style Style => new(Color);
}
