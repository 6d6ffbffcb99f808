using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Step35.AI.Remote;
using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Engine.Loops;

namespace Step35.AI;

/// <summary>Which Step-3.5 model a chat client talks to, and how.</summary>
public sealed class Step35Options : EngineOptions
{
    /// <summary>Gets or sets where the model runs.</summary>
    /// <value>Default <see cref="Step35EngineKind.Embedded"/>: in this process. Of all other kinds the engine's own options do not count.</value>
    [EnumDataType(typeof(Step35EngineKind))]
    public Step35EngineKind Kind { get; set; }

    /// <summary>Gets or sets how a model elsewhere is reached.</summary>
    /// <value>Default: no server.</value>
    [ValidateObjectMembers(typeof(RemoteOptionsValidator))]
    public RemoteOptions Remote { get; set; } = new();

    /// <summary>Gets or sets kind, address, key and model in one text, which wins over the single options.</summary>
    /// <value>
    /// <c>Endpoint=…;Key=…;Model=…;Kind=…</c>, of which <c>Kind</c> is <c>OpenAI</c> when left out, or <c>Model=/path/file.gguf</c>. Default
    /// null.
    /// </value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets how tokens are chosen where a request's own options say nothing.</summary>
    /// <value>Default: temperature 1.0, top-p 0.95.</value>
    [ValidateObjectMembers(typeof(SamplingOptionsValidator))]
    public SamplingOptions Sampling { get; set; } = new();

    /// <summary>Gets or sets the most tokens of an answer where a request's own options say nothing.</summary>
    /// <value>At least 1. Default null: until the model ends its turn or the context is full.</value>
    [Range(1, int.MaxValue)]
    public int? MaxOutputTokens { get; set; }

    /// <summary>Gets or sets what happens when a conversation does not fit into the context, where a request does not say.</summary>
    /// <value>Default <see cref="ContextOverflow.Refuse"/>.</value>
    [EnumDataType(typeof(ContextOverflow))]
    public ContextOverflow ContextOverflow { get; set; }

    /// <summary>Gets or sets what is done about answers that repeat themselves without end, where a request does not say.</summary>
    /// <value>Default <see cref="LoopGuard.Gentle"/>.</value>
    [EnumDataType(typeof(LoopGuard))]
    public LoopGuard LoopGuard { get; set; } = LoopGuard.Gentle;

    /// <summary>Gets or sets what becomes of a call whose function was not offered.</summary>
    /// <value>Default <see cref="UnknownFunction.Call"/>.</value>
    [EnumDataType(typeof(UnknownFunction))]
    public UnknownFunction UnknownFunction { get; set; }

    /// <summary>Gets or sets how far calls and JSON answers are held to their schemas, where a request does not say.</summary>
    /// <value>Default <see cref="ConstraintLevel.Relaxed"/>: they follow them, but for keywords that no grammar can hold.</value>
    [EnumDataType(typeof(ConstraintLevel))]
    public ConstraintLevel Constraints { get; set; } = ConstraintLevel.Relaxed;

    /// <summary>Gets or sets a value indicating whether the prompt shows the model the schema of its JSON answer, where a request does not say.</summary>
    /// <value>Default true: the schema ends the system text.</value>
    public bool SchemaInPrompt { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether the host starts loading the model when it starts, rather than at the first request.</summary>
    /// <value>Default true.</value>
    public bool LoadOnStart { get; set; } = true;
}
