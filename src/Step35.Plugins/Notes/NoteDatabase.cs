using Microsoft.Data.Sqlite;

namespace Step35.Plugins.Notes;

/// <summary>Runs statements on the file of notes; parameters are $a, $b and $c, in this order.</summary>
internal sealed class NoteDatabase
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS notes (title TEXT PRIMARY KEY, text TEXT NOT NULL, date TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, task TEXT NOT NULL, date TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
        """;

    private readonly string _connection;

    public NoteDatabase(string path)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        try
        {
            Execute(Schema);
        }
        catch (SqliteException error)
        {
            throw new IOException($"'{path}' cannot hold notes: {error.Message} Name another file, in a folder that exists.", error);
        }
    }

    public int Execute(string statement, params object[] values)
    {
        using var connection = Open();
        using var command = Create(connection, statement, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads the first column of every row as text.</summary>
    public List<string> Query(string statement, params object[] values)
    {
        using var connection = Open();
        using var command = Create(connection, statement, values);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

#pragma warning disable CA2100 // The statements are constants of this folder; what the model gives are parameters.
    private static SqliteCommand Create(SqliteConnection connection, string statement, object[] values)
    {
        var command = new SqliteCommand(statement, connection);
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${(char)('a' + i)}", values[i]);
        return command;
    }
#pragma warning restore CA2100
}
