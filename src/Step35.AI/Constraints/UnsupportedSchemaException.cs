namespace Step35.AI.Constraints;

/// <summary>A JSON schema asks for something that cannot be held while the model writes.</summary>
/// <remarks>Safe to send to a caller: it names the place in the schema, never a value from it.</remarks>
public sealed class UnsupportedSchemaException : Step35Exception
{
    internal UnsupportedSchemaException(string schemaName, string schemaPath, string whatToChange)
        : base($"The schema of '{schemaName}' cannot be held at '{schemaPath}': {whatToChange}")
    {
        SchemaName = schemaName;
        SchemaPath = schemaPath;
    }

    /// <summary>Gets whose schema it is: a function's name, or <c>ResponseFormat</c>.</summary>
    public string SchemaName { get; }

    /// <summary>Gets the place in the schema, as a JSON pointer such as <c>#/properties/age/multipleOf</c>.</summary>
    public string SchemaPath { get; }
}
