namespace Step35.Bench;

/// <summary>A measurement that means nothing; the message says why, in one line.</summary>
internal sealed class BenchException(string message) : Exception(message);
