namespace Step35.Samples.Structured;

/// <summary>An order beside the name of the text that it was found in.</summary>
internal sealed record OrderRow(string Source, Order Order);
