namespace Step35.Cli.Benchmarking;

/// <summary>A measurement cannot be made or compared.</summary>
internal sealed class BenchException(string message, Exception? innerException = null) : Step35Exception(message, innerException);
