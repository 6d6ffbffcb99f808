namespace Step35.Bench.Server;

/// <summary>The server did not start, ended early or refused a request.</summary>
public sealed class LlamaServerException(string message, Exception? inner = null) : Exception(message, inner);
