using Microsoft.Extensions.Time.Testing;
using Step35.Plugins.Notes;

namespace Step35.Plugins.Tests.Notes;

public sealed class NotesPluginTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly NotesPlugin _notes;

    public NotesPluginTests() => _notes = Open();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _scratch.Dispose();
    }

    [Fact]
    public void Notes_FileThatCannotBe_SaysWhichAndWhatToDo()
    {
        var error = Assert.Throws<IOException>(() => new NotesPlugin(Path.Combine(_scratch.Root, "missing", "notes.db")));
        Assert.Contains("Name another file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_SavedAndReplaced_OutliveThePlugin()
    {
        _notes.SaveNote("Plan", "first");
        _notes.SaveNote("Plan", "second\nline");
        Assert.Equal("second\nline", Open().ReadNote("Plan"));
        Assert.Equal("Plan (2026-07-01): second line", Open().FindNotes("SECOND"));
        Assert.Equal("Deleted 'Plan'.", _notes.DeleteNote("Plan"));
        Assert.StartsWith("Error: there is no note 'Plan'", _notes.ReadNote("Plan"), StringComparison.Ordinal);
        Assert.Equal("No note holds that.", _notes.FindNotes());
    }

    [Fact]
    public void Tasks_Finished_AreMarked()
    {
        Assert.Equal("There is nothing to do.", _notes.ListTasks());
        Assert.Equal("Added task 1.", _notes.AddTask("Write"));
        Assert.Equal("Added task 2.", _notes.AddTask("Test"));
        Assert.Equal("Task 1 is done.", _notes.FinishTask(1));
        Assert.Equal("1. [x] Write\n2. [ ] Test", Open().ListTasks());
        Assert.StartsWith("Error: there is no task 7", _notes.FinishTask(7), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'; DROP TABLE notes; --")]
    [InlineData("\" OR 1=1")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("a\0b")]
    public void Notes_HostileText_IsOnlyText(string text)
    {
        _notes.SaveNote("Other", "x");
        _notes.SaveNote(text, text);
        Assert.Equal(text, _notes.ReadNote(text));
        Assert.DoesNotContain("Other", _notes.FindNotes(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_EmptyOrHuge_AreRefused()
    {
        Assert.StartsWith("Error: ", _notes.SaveNote("", "x"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _notes.SaveNote("x", new string('x', 20_001)), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _notes.AddTask(new string('x', 201)), StringComparison.Ordinal);
    }

    private NotesPlugin Open() => new(_scratch.PathOf("notes.db"), new FakeTimeProvider(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero)));
}
