namespace Step35.Samples.WebChat.Conversations;

/// <summary>The folder of all that is kept.</summary>
/// <remarks>It is this program's until it is disposed of: two would write over one another's turns.</remarks>
internal sealed class DataFolder : IDisposable
{
    private const string Option = "WebChat:DataFolder";

    private readonly FileStream _claim;

    /// <exception cref="IOException">The folder cannot be used, or another program has it.</exception>
    public DataFolder(IConfiguration configuration)
    {
        var path = configuration[Option] ?? DefaultPath();
        Files = Create(path);
        Conversations = Path.Combine(path, "conversations.db");
        _claim = Claim(path);
    }

    /// <summary>Gets the folder whose files the model may touch.</summary>
    public string Files { get; }

    /// <summary>Gets the file of the conversations.</summary>
    public string Conversations { get; }

    public void Dispose() => _claim.Dispose();

    private static string Create(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).CreateSubdirectory("files").FullName;
        }
        catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }
    }

    // The file stays: deleted, two could hold one of that name. The system gives it back however a program ends.
    private static FileStream Claim(string path)
    {
        try
        {
            return new(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.GetType() == typeof(IOException))
        {
            throw new IOException($"{Option} is '{path}', which another web chat has open. End that one first, or set it to another folder.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw Unusable(path, error);
        }
    }

    private static IOException Unusable(string path, Exception error) =>
        new($"{Option} is '{path}', which cannot be used: {error.Message} Set it to a folder that can be written to.", error);

    private static string DefaultPath() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "Step35.WebChat");
}
