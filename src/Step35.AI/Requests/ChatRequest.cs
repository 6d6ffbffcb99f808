using Microsoft.Extensions.AI;
using Step35.AI.Constraints;
using Step35.AI.Constraints.Writing;
using Step35.AI.Overflow;
using Step35.AI.Prompting;
using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Engine.Loops;
using Step35.Engine.Tokenization;

namespace Step35.AI.Requests;

/// <summary>A chat request with every option decided.</summary>
internal sealed record ChatRequest
{
    private const string CallOpening = "<tool_call>\n<function=";
    private const string NameEnd = ">\n";

    private static readonly string[] VisibleMarkup = ["<think>", "</think>", "<tool_call>", "</tool_call>"];

    /// <summary>Gets the conversation, instructions included.</summary>
    public required IReadOnlyList<PromptMessage> Messages { get; init; }

    public required IReadOnlyList<AIFunctionDeclaration> Tools { get; init; }

    /// <summary>Gets a value indicating whether the model thinks before it answers.</summary>
    public bool Think { get; init; }

    /// <summary>Gets how many tokens the model may think: in the user's whole turn, or as many as are left of it; null for no limit.</summary>
    public int? ReasoningTokens { get; init; }

    /// <summary>Gets how much of the model's reasoning is part of the response; null for all of it.</summary>
    public ReasoningOutput? ReasoningOutput { get; init; }

    public ToolChoice ToolChoice { get; init; }

    /// <summary>Gets the function that a required call names, or null when the model chooses among several.</summary>
    public string? RequiredFunction { get; init; }

    /// <summary>Gets a value indicating whether the answer ends with its first call.</summary>
    public bool SingleCall { get; init; }

    /// <summary>Gets a value indicating whether the response tells arguments while the call is being written.</summary>
    public bool StreamArguments { get; init; }

    public required SamplingOptions Sampling { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>Gets the texts at which the visible answer ends.</summary>
    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>Gets how many of the likeliest tokens each token of the text is told with; null to tell nothing.</summary>
    public int? LikeliestTokens { get; init; }

    /// <summary>Gets who asks, for a fair queue; null when the request does not say.</summary>
    public string? Caller { get; init; }

    public ContextOverflow ContextOverflow { get; init; }

    public UnknownFunction UnknownFunction { get; init; }

    public LoopGuard LoopGuard { get; init; }

    /// <summary>Gets the form that the whole answer is held to; null when the model is free.</summary>
    public AnswerForm? Form { get; init; }

    /// <summary>Gets what the prompt already opens the answer with: a forced call that no grammar asks for, or nothing.</summary>
    /// <remarks>The function's name comes from outside, like all names.</remarks>
    public IReadOnlyList<PromptSegment> Opening => (ToolChoice, RequiredFunction) switch
    {
        _ when Form is not null => [],
        (ToolChoice.Required, null) => [new(CallOpening, IsTemplate: true)],
        (ToolChoice.Required, var name) => [new(CallOpening, IsTemplate: true), new(name, IsTemplate: false), new(NameEnd, IsTemplate: true)],
        _ => [],
    };

    /// <summary>Takes off what earlier rounds of the user's turn have thought; where nothing is left, the model answers without thinking.</summary>
    public ChatRequest WithReasoningLeft(Tokenizer tokenizer)
    {
        if (!Think || ReasoningTokens is not { } tokens)
            return this;
        var left = Math.Max(0, tokens - ReasoningBudget.CountSpent(Messages, tokenizer));
        return this with { ReasoningTokens = left, Think = left > 0, Form = Form is null ? null : Form with { BeginsWithReasoning = left > 0 } };
    }

    /// <summary>Tokenizes the prompt, without its oldest turns where that is asked for and needed.</summary>
    public FittedPrompt EncodePrompt(Step35Engine engine)
    {
        var request = new PromptRequest(Messages, Tools, Think, engine.Tokenizer.BeginningOfTextSpelling) { Opening = Opening };
        return ContextOverflow == ContextOverflow.DropOldestTurns
            ? TurnDropper.Fit(engine, request, MaxOutputTokens)
            : new FittedPrompt(engine.EncodePrompt(PromptRenderer.Render(request)), DroppedMessages: 0);
    }

    public GenerationRequest ToGeneration(EncodedPrompt prompt, Tokenizer tokenizer, GrammarCache grammars) => new()
    {
        Prompt = prompt.Tokens,
        BranchPoints = prompt.BranchPoints,
        Caller = Caller,
        Sampling = Sampling,
        MaxTokens = MaxOutputTokens,
        LikeliestTokens = LikeliestTokens,
        VisibleSpecialTokens = Find(tokenizer, VisibleMarkup),
        // The turn's opener inside a turn means that the model has run past its own end.
        StopTokens = Find(tokenizer, "<|im_start|>"),
        Grammar = Form is null ? null : grammars.Get(Form).ToGeneration(),
        BannedTokens = ToolChoice == ToolChoice.None ? Find(tokenizer, "<tool_call>") : [],
        LoopGuard = LoopGuard,
        Thinking = Think && ReasoningTokens is { } tokens ? ReasoningBudget.ToLimit(tokens, tokenizer) : null,
    };

    private static TokenId[] Find(Tokenizer tokenizer, params ReadOnlySpan<string> spellings)
    {
        var found = new List<TokenId>();
        foreach (var spelling in spellings)
            if (tokenizer.FindSpecial(spelling) is { } token)
                found.Add(token);
        return [.. found];
    }
}
