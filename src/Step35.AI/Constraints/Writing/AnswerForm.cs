using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;

namespace Step35.AI.Constraints.Writing;

/// <summary>What an answer consists of.</summary>
internal sealed record AnswerForm
{
    /// <summary>Gets a value indicating whether the answer begins inside an open reasoning block.</summary>
    public bool BeginsWithReasoning { get; init; }

    public ToolChoice ToolChoice { get; init; }

    /// <summary>Gets the functions that may be called.</summary>
    public IReadOnlyList<AIFunctionDeclaration> Functions { get; init; } = [];

    /// <summary>Gets a value indicating whether there is at most one call.</summary>
    public bool HasSingleCall { get; init; }

    /// <summary>Gets the schema of an answer in JSON; null when the answer is text.</summary>
    public JsonElement? JsonSchema { get; init; }

    /// <summary>Gets a value indicating whether a keyword that cannot be held is refused.</summary>
    public bool IsStrict { get; init; }
}
