using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Engine.Tokenization;

namespace Step35.AI.Prompting;

/// <summary>Collects prompt text and keeps apart what the template wrote and what came from outside.</summary>
internal sealed class PromptWriter
{
    private readonly List<PromptSegment> _segments = [];
    private readonly StringBuilder _run = new();
    private bool _isTemplate;
    private bool _isBranchPoint;

    public PromptWriter Template(string text)
    {
        Append(text, isTemplate: true);
        return this;
    }

    /// <summary>Marks what is written next as the place where later prompts are likely to differ.</summary>
    public PromptWriter BranchPoint()
    {
        Cut();
        _isBranchPoint = true;
        return this;
    }

    public PromptWriter Outside(string text)
    {
        Append(text, isTemplate: false);
        return this;
    }

    public PromptWriter Outside(AIFunctionDeclaration tool)
    {
        ToolJson.Append(Run(isTemplate: false), tool);
        return this;
    }

    /// <summary>Writes an argument the way the template does: JSON for objects and arrays, Python's <c>str()</c> for the rest.</summary>
    public PromptWriter Outside(JsonElement argument)
    {
        if (argument.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            PythonJson.Append(Run(isTemplate: false), argument);
        else
            Append(PythonText.Of(argument), isTemplate: false);
        return this;
    }

    public PromptWriter Segments(IEnumerable<PromptSegment> segments)
    {
        foreach (var segment in segments)
            Append(segment.Text, segment.IsTemplate);
        return this;
    }

    public IReadOnlyList<PromptSegment> Finish()
    {
        Cut();
        return _segments;
    }

    private void Append(string text, bool isTemplate)
    {
        // Empty text must not split a run: neighbours of one kind are one segment.
        if (text.Length > 0)
            Run(isTemplate).Append(text);
    }

    private StringBuilder Run(bool isTemplate)
    {
        if (isTemplate != _isTemplate)
            Cut();
        _isTemplate = isTemplate;
        return _run;
    }

    private void Cut()
    {
        if (_run.Length == 0)
            return;
        _segments.Add(new PromptSegment(_run.ToString(), _isTemplate) { IsBranchPoint = _isBranchPoint });
        _run.Clear();
        _isBranchPoint = false;
    }
}
