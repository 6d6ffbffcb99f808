namespace Step35.Samples.Structured;

internal enum Urgency
{
    Low,
    Normal,
    High,
}
