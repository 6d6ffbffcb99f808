namespace Step35.Engine.Decoding;

/// <summary>The native core could not run a decode step; the requests in it are lost, the engine goes on.</summary>
public sealed class DecodeFailedException : Step35Exception
{
    internal DecodeFailedException(int status)
        : base($"The native core could not run a decode step (status {status}). Send the request again; if it fails again, use a smaller "
            + "context length or batch, or a smaller model, since device memory may be exhausted.") =>
        Status = status;

    /// <summary>Gets the native core's status: 1 no room in the KV cache, 2 aborted, negative an error.</summary>
    public int Status { get; }
}
