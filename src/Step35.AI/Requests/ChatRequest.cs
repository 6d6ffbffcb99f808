using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Engine;
using Step35.Engine.Generation;
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

    /// <summary>Gets a value indicating whether the model's reasoning is part of the response.</summary>
    public bool ReturnReasoning { get; init; }

    public ToolChoice ToolChoice { get; init; }

    /// <summary>Gets the function that a required call names, or null when the model chooses among several.</summary>
    public string? RequiredFunction { get; init; }

    /// <summary>Gets a value indicating whether the answer ends with its first call.</summary>
    public bool SingleCall { get; init; }

    public required SamplingOptions Sampling { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>Gets the texts at which the visible answer ends.</summary>
    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>Gets the markup that the prompt already opens the answer with: a forced call, or nothing.</summary>
    public string Opening => (ToolChoice, RequiredFunction) switch
    {
        (ToolChoice.Required, null) => CallOpening,
        (ToolChoice.Required, var name) => CallOpening + name + NameEnd,
        _ => string.Empty,
    };

    public GenerationRequest ToGeneration(Step35Engine engine)
    {
        var prompt = engine.EncodePrompt(RenderPrompt(engine.Tokenizer));
        return new GenerationRequest
        {
            Prompt = prompt.Tokens,
            BranchPoints = prompt.BranchPoints,
            Sampling = Sampling,
            MaxTokens = MaxOutputTokens,
            VisibleSpecialTokens = Find(engine.Tokenizer, VisibleMarkup),
            // The turn's opener inside a turn means that the model has run past its own end.
            StopTokens = Find(engine.Tokenizer, "<|im_start|>"),
            BannedTokens = ToolChoice == ToolChoice.None ? Find(engine.Tokenizer, "<tool_call>") : [],
        };
    }

    private List<PromptSegment> RenderPrompt(Tokenizer tokenizer)
    {
        var request = new PromptRequest(Messages, Tools, Think, tokenizer.BeginningOfTextSpelling);
        List<PromptSegment> prompt = [.. PromptRenderer.Render(request)];
        if (ToolChoice == ToolChoice.Required)
            AddOpening(prompt);
        return prompt;
    }

    // The function's name comes from outside, like all names.
    private void AddOpening(List<PromptSegment> prompt)
    {
        prompt.Add(new PromptSegment(CallOpening, IsTemplate: true));
        if (RequiredFunction is null)
            return;
        prompt.Add(new PromptSegment(RequiredFunction, IsTemplate: false));
        prompt.Add(new PromptSegment(NameEnd, IsTemplate: true));
    }

    private static TokenId[] Find(Tokenizer tokenizer, params ReadOnlySpan<string> spellings)
    {
        var found = new List<TokenId>();
        foreach (var spelling in spellings)
            if (tokenizer.FindSpecial(spelling) is { } token)
                found.Add(token);
        return [.. found];
    }
}
