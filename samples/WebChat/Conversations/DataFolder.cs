using Step35.AI.Hosting;

namespace Step35.Samples.WebChat.Conversations;

/// <summary>The folder of all that is kept.</summary>
/// <remarks>It is this program's until it is disposed of: two would write over one another's turns.</remarks>
internal sealed class DataFolder : IDisposable
{
    public const string Option = "WebChat:DataFolder";

    private readonly IDisposable _claim;

    /// <exception cref="IOException">The folder cannot be used, or another program has it.</exception>
    public DataFolder(IConfiguration configuration)
    {
        var path = configuration[Option] ?? DefaultPath();
        if (string.IsNullOrWhiteSpace(path))
            throw new IOException($"{Option} is empty. Set it to a folder that can be written to, or leave it out.");
        IDisposable? claim;
        try
        {
            var folder = Directory.CreateDirectory(path);
            Files = folder.CreateSubdirectory("files").FullName;
            Conversations = Path.Combine(folder.FullName, "conversations.db");
            claim = FileClaim.TryTake(Path.Combine(folder.FullName, "lock"));
        }
        catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Option} is '{path}', which cannot be used: {error.Message} Set it to a folder that can be written to.", error);
        }

        _claim = claim
            ?? throw new IOException($"{Option} is '{path}', which another web chat has open. End that one first, or set it to another folder.");
    }

    /// <summary>Gets the folder whose files the model may touch.</summary>
    public string Files { get; }

    /// <summary>Gets the file of the conversations.</summary>
    public string Conversations { get; }

    public void Dispose() => _claim.Dispose();

    private static string DefaultPath() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "Step35.WebChat");
}
