namespace Step35.Engine.Model;

/// <summary>A model reference leads to no model, or to several.</summary>
public sealed class ModelNotFoundException : Step35Exception
{
    internal ModelNotFoundException(string reference, string message, Exception? innerException = null)
        : base(message, innerException) => Reference = reference;

    /// <summary>Gets the reference as it was given.</summary>
    public string Reference { get; }
}
