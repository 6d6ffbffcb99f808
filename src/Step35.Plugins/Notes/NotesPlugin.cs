using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.Plugins.Notes;

/// <summary>Gives a model a memory that outlives the conversation: notes by title, and a list of things to do.</summary>
/// <remarks>Safe for concurrent calls, also of several programs on one file.</remarks>
[Permission(Permissions.None)]
public sealed class NotesPlugin
{
    private const int MaxFound = 20;

    private readonly NoteStore _notes;

    /// <summary>Initializes the plugin.</summary>
    /// <param name="databasePath">The SQLite file; it is made where it is missing.</param>
    /// <param name="time">The clock of the entries' dates; null takes the system's.</param>
    /// <exception cref="IOException">The file cannot be opened or made, or is no SQLite file.</exception>
    public NotesPlugin(string databasePath, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(databasePath);
        _notes = new(databasePath, time ?? TimeProvider.System);
    }

    /// <summary>Saves a note; one of the same title is replaced.</summary>
    /// <param name="title">The title.</param>
    /// <param name="text">The text.</param>
    /// <returns>What was saved.</returns>
    [KernelFunction("save_note")]
    [Description("Saves a note under a title.")]
    public string SaveNote([Description("The title of the note.")] string title, [Description("The text of the note.")] string text) =>
        ToolAnswer.Of(() => _notes.Save(title, text));

    /// <summary>Reads a note.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The text.</returns>
    [KernelFunction("read_note")]
    [Description("Reads the note with a title.")]
    public string ReadNote([Description("The title of the note.")] string title) => ToolAnswer.Of(() => _notes.Read(title));

    /// <summary>Finds the latest notes that hold a text.</summary>
    /// <param name="query">The text; empty finds all.</param>
    /// <returns>Titles, dates and beginnings.</returns>
    [KernelFunction("find_notes")]
    [Description("Finds notes that hold a text.")]
    public string FindNotes([Description("The text to search for; empty for all notes.")] string query = "") =>
        ToolAnswer.Of(() => _notes.Find(query, MaxFound));

    /// <summary>Deletes a note.</summary>
    /// <param name="title">The title.</param>
    /// <returns>What was deleted.</returns>
    [KernelFunction("delete_note")]
    [Description("Deletes the note with a title.")]
    public string DeleteNote([Description("The title of the note.")] string title) => ToolAnswer.Of(() => _notes.Delete(title));

    /// <summary>Adds something to do.</summary>
    /// <param name="task">What is to be done.</param>
    /// <returns>Its number.</returns>
    [KernelFunction("add_task")]
    [Description("Adds a task to the list of things to do.")]
    public string AddTask([Description("What is to be done.")] string task) => ToolAnswer.Of(() => _notes.AddTask(task));

    /// <summary>Lists the things to do.</summary>
    /// <returns>A line for each, with its number.</returns>
    [KernelFunction("list_tasks")]
    [Description("Lists the things to do.")]
    public string ListTasks() => ToolAnswer.Of(_notes.ListTasks);

    /// <summary>Marks something as done.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>What is done.</returns>
    [KernelFunction("finish_task")]
    [Description("Marks a task as done.")]
    public string FinishTask([Description("The number of the task.")] int number) => ToolAnswer.Of(() => _notes.FinishTask(number));
}
