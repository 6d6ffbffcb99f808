using System.Globalization;

namespace Step35.Plugins.Notes;

/// <summary>Notes and tasks in a SQLite file.</summary>
internal sealed class NoteStore(string path, TimeProvider time)
{
    private const int MaxTitleCharacters = 200;
    private const int MaxTextCharacters = 20_000;
    private const int MaxEntries = 10_000;
    private const int MaxTasksShown = 200;

    private readonly NoteDatabase _database = new(path);

    private string Today => time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Save(string title, string text)
    {
        Check(title, MaxTitleCharacters, "title");
        Check(text, MaxTextCharacters, "text");
        CheckRoom("notes");
        _database.Execute(
            "INSERT INTO notes (title, text, date) VALUES ($a, $b, $c) ON CONFLICT (title) DO UPDATE SET text = $b, date = $c", title, text, Today);
        return $"Saved '{title}'.";
    }

    public string Read(string title) =>
        _database.Query("SELECT text FROM notes WHERE title = $a", title) is [var text] ? text : throw Unknown(title);

    public string Delete(string title) =>
        _database.Execute("DELETE FROM notes WHERE title = $a", title) == 1 ? $"Deleted '{title}'." : throw Unknown(title);

    public string Find(string query, int maxFound)
    {
        var found = _database.Query(
            """
            SELECT title || ' (' || date || '): ' || substr(replace(text, char(10), ' '), 1, 100) FROM notes
            WHERE instr(lower(title), lower($a)) > 0 OR instr(lower(text), lower($a)) > 0 ORDER BY date DESC, rowid DESC LIMIT $b
            """,
            query,
            maxFound);
        return found.Count == 0 ? "No note holds that." : string.Join('\n', found);
    }

    public string AddTask(string task)
    {
        Check(task, MaxTitleCharacters, "task");
        CheckRoom("tasks");
        var number = _database.Query("INSERT INTO tasks (task, date) VALUES ($a, $b) RETURNING id", task, Today)[0];
        return $"Added task {number}.";
    }

    public string ListTasks()
    {
        var tasks = _database.Query(
            "SELECT id || '. ' || iif(done, '[x] ', '[ ] ') || task FROM (SELECT * FROM tasks ORDER BY done, id DESC LIMIT $a) ORDER BY id", MaxTasksShown);
        return tasks.Count == 0 ? "There is nothing to do." : string.Join('\n', tasks);
    }

    public string FinishTask(int number) => _database.Execute("UPDATE tasks SET done = 1 WHERE id = $a", number) == 1
        ? $"Task {number} is done."
        : throw new ToolException($"there is no task {number}; list the tasks to see their numbers.");

    private void CheckRoom(string table)
    {
        if (_database.Query($"SELECT count(*) FROM {table}") is [var count] && int.Parse(count, CultureInfo.InvariantCulture) >= MaxEntries)
            throw new ToolException($"there are {MaxEntries} {table} already; delete some first.");
    }

    private static void Check(string text, int maxCharacters, string what)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > maxCharacters)
            throw new ToolException($"the {what} must hold 1 to {maxCharacters} characters.");
    }

    private static ToolException Unknown(string title) => new($"there is no note '{title}'; find notes to see their titles.");
}
