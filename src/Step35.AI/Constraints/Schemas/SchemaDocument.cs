using System.Text.Json;
using Step35.AI.Constraints.Languages;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Schemas;

/// <summary>A schema as a whole: resolves its references, and decides what becomes of keywords that no grammar can hold.</summary>
/// <param name="root">The schema.</param>
/// <param name="name">Whose it is.</param>
/// <param name="isStrict">Whether such keywords are refused rather than left out.</param>
/// <param name="cancellation">Ends the reading of a schema that takes too long.</param>
internal sealed class SchemaDocument(JsonElement root, string name, bool isStrict, CancellationToken cancellation)
{
    // Few stacks hold what a reference after the other can ask for.
    private const int MaxDepth = 200;

    private readonly List<string> _relaxed = [];
    private (string Pointer, string WhatToChange) _deadEnd =
        ("#", "No value of finite length can satisfy it; look for properties that are required and impossible.");

    private int _depth;

    /// <summary>Gets whose schema it is.</summary>
    public string Name => name;

    public JsonElement RootSchema => root;

    public SchemaSet Root { get; } = SchemaSet.Of(new SchemaNode(root, "#"));

    /// <summary>Gets the places of the keywords that were left out.</summary>
    public IReadOnlyList<string> Relaxed => _relaxed;

    /// <summary>Leaves a keyword out, or refuses it.</summary>
    /// <exception cref="UnsupportedSchemaException">The document is strict.</exception>
    public void Relax(string pointer, string whatToChange)
    {
        if (isStrict)
            throw Refuse(pointer, $"{whatToChange} Or set Constraints to {nameof(ConstraintLevel.Relaxed)}, and the keyword is left to you.");
        if (!_relaxed.Contains(pointer))
            _relaxed.Add(pointer);
    }

    /// <summary>Makes a language, or relaxes the keyword that asks for it.</summary>
    public Automaton? TryMake(string pointer, Func<Automaton> make)
    {
        try
        {
            return make();
        }
        catch (LanguageException error)
        {
            Relax(pointer, error.Message);
            return null;
        }
    }

    /// <summary>Writes texts, or any text where that many cannot be told apart.</summary>
    public T Write<T>(Shape.Text text, Func<Automaton?, T> write)
    {
        try
        {
            return write(text.Texts);
        }
        catch (LanguageException error) when (text.Texts is not null)
        {
            Relax(text.Place, error.Message);
            return write(null);
        }
    }

    /// <summary>Reads schemas that stand below others.</summary>
    /// <exception cref="UnsupportedSchemaException">They stand too deep.</exception>
    public T Descend<T>(SchemaSet schemas, Func<SchemaSet, T> read)
    {
        ThrowIfCancelled();
        if (_depth == MaxDepth)
            throw Refuse(schemas.Place, $"Its schemas lead more than {MaxDepth} deep; merge some of them.");
        _depth++;
        var result = read(schemas);
        _depth--;
        return result;
    }

    public void ThrowIfCancelled() => cancellation.ThrowIfCancellationRequested();

    /// <summary>Remembers a place where no value can be written; whether any is left elsewhere shows at the end.</summary>
    public void NoteDeadEnd(string pointer, string whatToChange) => _deadEnd = (pointer, whatToChange);

    /// <summary>Refuses a schema that leaves no value at all.</summary>
    public UnsupportedSchemaException RefuseDeadEnd() => Refuse(_deadEnd.Pointer, _deadEnd.WhatToChange);

    public UnsupportedSchemaException Refuse(string pointer, string whatToChange) => new(name, pointer, whatToChange);

    /// <summary>Follows a reference within the document; null where it cannot be followed.</summary>
    public SchemaNode? Resolve(JsonElement reference) => JsonReference.Find(root, reference, out var pointer) is { } schema
        ? new SchemaNode(schema, $"#{Uri.UnescapeDataString(pointer)}")
        : null;
}
