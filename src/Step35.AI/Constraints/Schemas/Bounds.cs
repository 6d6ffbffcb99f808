using System.Text.Json;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Reads the whole numbers by which schemas bound lengths.</summary>
internal static class Bounds
{
    /// <summary>Reads a bound, which JSON may spell <c>5.0</c> too; null when it is none.</summary>
    public static int? Read(JsonElement bound) =>
        bound.ValueKind == JsonValueKind.Number && bound.TryGetDecimal(out var value) && value >= 0
            ? (int)Math.Min(value, int.MaxValue)
            : null;
}
