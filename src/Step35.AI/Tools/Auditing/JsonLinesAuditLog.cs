using System.Text.Json;

namespace Step35.AI.Tools.Auditing;

/// <summary>Writes each call as one line of JSON.</summary>
/// <remarks>Safe for concurrent calls. Every line is flushed before its call goes on. Owns the writer.</remarks>
/// <param name="writer">Where the lines go.</param>
public sealed class JsonLinesAuditLog(TextWriter writer) : IAuditLog, IDisposable
{
    private readonly Lock _gate = new();

    /// <summary>Initializes a log that adds to a file.</summary>
    /// <param name="path">The file; it is made where it is missing.</param>
    public JsonLinesAuditLog(string path)
        : this(File.AppendText(path))
    {
    }

    /// <inheritdoc/>
    public void Write(AuditEntry entry)
    {
        var line = JsonSerializer.Serialize(entry, AuditJson.Default.AuditEntry);
        lock (_gate)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
