using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.AI.Hosting;
using Step35.Engine.Sessions;

namespace Step35.Cli.Chatting;

/// <summary>Keeps chats: the messages as JSON, and beside them what the engine has computed of them.</summary>
/// <remarks>A chat that is saved or loaded is this store's until it is disposed of: two programs would write over one another.</remarks>
internal sealed partial class ChatStore(string folder) : IDisposable
{
    private const string PartExtension = ".part";

    private static readonly JsonSerializerOptions Format = new(AIJsonUtilities.DefaultOptions) { WriteIndented = true };

    private readonly Dictionary<string, IDisposable> _claims = new(StringComparer.Ordinal);

    /// <summary>Gets the store of whoever runs the program.</summary>
    public static ChatStore Default => new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "step35", "chats"));

    public bool Holds(string name) => File.Exists(MessagePath(name));

    /// <summary>Keeps a chat, saved already or not, from all other programs.</summary>
    /// <exception cref="ChatException">Another program has it open, or there is no place for chats.</exception>
    public void Claim(string name)
    {
        var path = PathOf(name, ".lock");
        if (_claims.ContainsKey(name))
            return;
        _claims.Add(
            name,
            TryTake(path) ?? throw new ChatException($"The chat '{name}' is open in another program; end it there first, or take another name."));
        // Only a program that had the chat can have left half of one here, and it is gone.
        File.Delete(MessagePath(name) + PartExtension);
        // A chat that nobody opens again leaves its half as well.
        Leftovers.RemoveOld(folder, $"*.json{PartExtension}");
    }

    public async Task SaveAsync(string name, SavedChat chat, ChatOptions options, Step35ChatClient client, CancellationToken cancellationToken)
    {
        var path = MessagePath(name);
        Claim(name);
        // A process that dies while it writes must not take the earlier chat with it.
        await File.WriteAllTextAsync(path + PartExtension, JsonSerializer.Serialize(chat, Format), cancellationToken);
        File.Move(path + PartExtension, path, overwrite: true);
        // The state of an earlier version of the chat would only be in the way.
        File.Delete(StatePath(name));
        if (chat.Messages.Count > 0)
            await client.SaveSessionAsync(StatePath(name), chat.Messages, options, cancellationToken);
    }

    /// <summary>Loads a chat; where the engine cannot take its state, it reads the messages again at the next question.</summary>
    public async Task<SavedChat> LoadAsync(string name, Step35ChatClient client, CancellationToken cancellationToken)
    {
        if (!Holds(name))
            throw new ChatException($"No chat is saved as '{name}'.{ListNames()}");
        Claim(name);
        var chat = await ReadAsync(name, cancellationToken);
        try
        {
            if (File.Exists(StatePath(name)))
                await client.LoadSessionAsync(StatePath(name), cancellationToken);
        }
        catch (SessionException)
        {
            // Of another model, or too large: nothing is lost but time.
        }

        return chat;
    }

    private async Task<SavedChat> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var chat = JsonSerializer.Deserialize<SavedChat>(await File.ReadAllTextAsync(MessagePath(name), cancellationToken), Format);
            return chat is { Version: SavedChat.CurrentVersion, Messages: not null }
                ? chat
                : throw new ChatException($"The chat '{name}' was saved by another version of this program; take that one, or another name.");
        }
        catch (JsonException error)
        {
            throw new ChatException($"The chat '{name}' is damaged; remove {MessagePath(name)}.", error);
        }
    }

    public void Dispose()
    {
        foreach (var claim in _claims.Values)
            claim.Dispose();
        _claims.Clear();
    }

    private IDisposable? TryTake(string lockPath)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return FileClaim.TryTake(lockPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ChatException($"Chats cannot be kept in {folder}: {error.Message}", error);
        }
    }

    private string ListNames() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.json") is { Length: > 0 } files
        ? $" There are: {string.Join(", ", files.Select(Path.GetFileNameWithoutExtension).Order())}."
        : string.Empty;

    private string MessagePath(string name) => PathOf(name, ".json");

    private string StatePath(string name) => PathOf(name, ".state");

    private string PathOf(string name, string extension) => NamePattern().IsMatch(name)
        ? Path.Combine(folder, name + extension)
        : throw new ChatException($"'{name}' cannot name a chat; use letters, digits, dots, hyphens and underscores.");

    [GeneratedRegex(@"^\w[\w.-]{0,99}$")]
    private static partial Regex NamePattern();
}
