namespace Step35.AI.Constraints.Schemas;

/// <summary>A named property of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schemas">What its value must satisfy.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record ShapeMember(string Name, SchemaSet Schemas, bool IsRequired);
