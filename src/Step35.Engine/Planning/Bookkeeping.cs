namespace Step35.Engine.Planning;

/// <summary>Counts what the native core keeps beside weights, caches and buffers, and tells in none of its reports.</summary>
/// <remarks>Source: the structures of llama.cpp's vocabulary, cache cells and graphs, with what the allocator adds, on 64 bits.</remarks>
internal static class Bookkeeping
{
    // The text three times, in a list, a table and the pieces, and the merge that makes it, in the file's headers and in a table.
    private const int TokenBytes = 400;

    // Position, shift and owners, and the places in two ordered sets.
    private const int CellBytes = 144;

    // A graph has room for eight nodes a tensor of its model; that of the largest step is kept, and that of the last one.
    // What adapters add is a hundredth of themselves, and is left out.
    private const int TensorBytes = 2 * 8 * 400;

    public static long MeasureBytes(PlannedModel model, ContextShape context, HeadShape heads) =>
        (model.CountTokens(useMtp: heads.Count > 0) * TokenBytes)
        + ((context.Cells + (heads.Count * heads.Cells)) * CellBytes)
        + ((model.TensorCount + (heads.Count * (long)model.HeadTensorCount)) * TensorBytes);
}
