namespace Step35.AI.Parsing;

/// <summary>The kinds of JSON value that a schema allows.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    String = 1,
    Integer = 2,

    /// <summary>Numbers with a fraction; a schema of type "number" allows integers too.</summary>
    Fraction = 4,
    Boolean = 8,
    Object = 16,
    Array = 32,
    Null = 64,
    Number = Integer | Fraction,

    /// <summary>No restriction: the schema says nothing about the type.</summary>
    Any = String | Number | Boolean | Object | Array | Null,
}
