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
        if (!File.Exists(path))
            return new(path, []);
        try
        {
            return new(path, JsonSerializer.Deserialize<List<ChatMessage>>(File.ReadAllText(path), AIJsonUtilities.DefaultOptions) ?? []);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' holds no session. Name another file, or remove it.", error);
        }
    }

    public void Save()
    {
        if (_path is null)
            return;
        // A program that ends while it writes must not take the earlier conversation with it.
        File.WriteAllText(_path + ".part", JsonSerializer.Serialize(Messages, AIJsonUtilities.DefaultOptions));
        File.Move(_path + ".part", _path, overwrite: true);
    }
}
