namespace Step35.Cli.Inspecting;

/// <summary>Which part of the model a tensor belongs to.</summary>
internal enum TensorClass
{
    Embeddings,
    Attention,
    DenseFeedForward,
    Router,
    SharedExperts,
    RoutedExperts,
    Mtp,
    Output,
}
