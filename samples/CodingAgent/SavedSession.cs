using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.Samples.CodingAgent;

/// <summary>A conversation, and the file that it outlives the program in.</summary>
internal sealed class SavedSession
{
    private readonly string? _path;

    private SavedSession(string? path, List<ChatMessage> messages) => (_path, Messages) = (path, messages);

    public List<ChatMessage> Messages { get; }

    /// <summary>Goes on with a conversation where there is one.</summary>
    public static SavedSession Open(string? path)
    {
        try
        {
            var session = new SavedSession(path, Path.Exists(path) ? Read(path) : []);
            // Whether it can be kept is better known before the work than after it.
            return session.TrySave() is { } problem ? throw new IOException(problem) : session;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"'{path}' cannot be read. Name another file for the session.", error);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' holds no session. Name another file, or remove it.", error);
        }
    }

    /// <summary>Keeps the conversation.</summary>
    /// <returns>What kept it from that; null where nothing did.</returns>
    public string? TrySave()
    {
        if (_path is null)
            return null;
        try
        {
            // A program that ends while it writes must not take the earlier conversation with it.
            File.WriteAllText(_path + ".part", JsonSerializer.Serialize(Messages, AIJsonUtilities.DefaultOptions));
            File.Move(_path + ".part", _path, overwrite: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"The session cannot be kept in '{_path}': {error.Message}";
        }
    }

    private static List<ChatMessage> Read(string path) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(File.ReadAllText(path), AIJsonUtilities.DefaultOptions) ?? [];
}
