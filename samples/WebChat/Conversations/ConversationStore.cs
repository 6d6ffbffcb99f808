using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using SQLitePCL;
using Step35.Samples.WebChat.Chatting;

namespace Step35.Samples.WebChat.Conversations;

/// <summary>Keeps conversations in a SQLite file, each turn as JSON.</summary>
internal sealed class ConversationStore
{
    private const string Schema =
        """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, title TEXT NOT NULL, changed INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS turns (
            conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, number INTEGER NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (conversation, number));
        """;

    // SQLite looks at the tables of a file that has them only when they are read.
    private const string Probe = "SELECT id, title, changed, conversation, number, content FROM conversations, turns LIMIT 1";

    private readonly string _connection;
    private readonly TimeProvider _time;

    /// <exception cref="IOException">The file cannot be used, or holds something else.</exception>
    public ConversationStore(string path, TimeProvider time)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        _time = time;
        try
        {
            Run(Schema);
            Run(Probe);
        }
        catch (SqliteException error)
        {
            var remedy = error.SqliteErrorCode is raw.SQLITE_ERROR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB ? "Move that file away, or set" : "Set";
            throw new IOException($"The conversations in '{path}' cannot be used: {error.Message} {remedy} {DataFolder.Option} to another folder.", error);
        }
    }

    private long Now => _time.GetUtcNow().UtcTicks;

    /// <summary>Lists the conversations, the latest first.</summary>
    public IReadOnlyList<Conversation> List() => Read("SELECT id, title FROM conversations ORDER BY changed DESC", ToConversation);

    public Conversation? Find(string id) => Read("SELECT id, title FROM conversations WHERE id = $id", ToConversation, ("$id", id)).SingleOrDefault();

    public IReadOnlyList<StoredTurn> Load(string id) =>
        Read("SELECT content FROM turns WHERE conversation = $id ORDER BY number", ToTurn, ("$id", id));

    public void Add(Conversation conversation) => Run(
        "INSERT INTO conversations VALUES ($id, $title, $changed)",
        ("$id", conversation.Id),
        ("$title", conversation.Title),
        ("$changed", Now));

    /// <summary>Keeps a turn and makes its conversation the latest; if that was deleted meanwhile, it stays so.</summary>
    public void Save(string id, int number, StoredTurn turn) => Run(
        """
        UPDATE conversations SET changed = $changed WHERE id = $id;
        INSERT INTO turns SELECT id, $number, $content FROM conversations WHERE id = $id ON CONFLICT DO UPDATE SET content = $content;
        """,
        ("$id", id),
        ("$number", number),
        ("$content", JsonSerializer.Serialize(turn, AIJsonUtilities.DefaultOptions)),
        ("$changed", Now));

    public void Delete(string id) => Run("DELETE FROM conversations WHERE id = $id", ("$id", id));

    private static Conversation ToConversation(SqliteDataReader row) => new(row.GetString(0), row.GetString(1));

    private static StoredTurn ToTurn(SqliteDataReader row) =>
        JsonSerializer.Deserialize<StoredTurn>(row.GetString(0), AIJsonUtilities.DefaultOptions)!;

    private List<TRow> Read<TRow>(string statement, Func<SqliteDataReader, TRow> read, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var connection = Open();
        using var command = Create(connection, statement, values);
        using var rows = command.ExecuteReader();
        var found = new List<TRow>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }

    private void Run(string statement, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var connection = Open();
        using var command = Create(connection, statement, values);
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

#pragma warning disable CA2100 // The statements are constants of this file; all else are parameters.
    private static SqliteCommand Create(SqliteConnection connection, string statement, ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = new SqliteCommand(statement, connection);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
#pragma warning restore CA2100
}
