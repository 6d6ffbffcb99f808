using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.SK.Tests.Plugins;

/// <summary>Notes in memory, with declared permissions.</summary>
[Permission(Permissions.Read)]
internal sealed class NotesPlugin : IToolPreview
{
    public List<string> Notes { get; } = [];

    [KernelFunction("list_notes")]
    [Description("Lists the notes.")]
    public string List() => string.Join('\n', Notes);

    [KernelFunction("add_note")]
    [Description("Adds a note.")]
    [Permission(Permissions.Write, "text")]
    public string Add(string text)
    {
        Notes.Add(text);
        return "Added.";
    }

    public ValueTask<string?> PreviewAsync(ToolCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(call.Name == "Notes.add_note" ? $"+ {call.GetText("text")}" : null);
}
