namespace Step35.AI.Parsing;

/// <summary>One thing that became known about the model's answer.</summary>
internal abstract record ResponseEvent;
