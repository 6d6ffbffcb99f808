using System.Text;

namespace Step35.Samples.Structured;

/// <summary>A text file, checked before the model is troubled with it.</summary>
internal sealed record OrderText(string Name, string Content)
{
    private const long MaxFileBytes = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file that exists and holds text.</summary>
    public static OrderText Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new InvalidDataException($"There is no file '{path}'. Name text files that exist.");
        if (file.Length > MaxFileBytes)
            throw new InvalidDataException($"'{path}' has {file.Length} bytes; the most is {MaxFileBytes}. Split it.");
        var content = Decode(path).Trim();
        return content.Length > 0 ? new OrderText(file.Name, content) : throw new InvalidDataException($"'{path}' is empty. Leave it out.");
    }

    private static string Decode(string path)
    {
        try
        {
            var content = File.ReadAllText(path, Utf8);
            return content.Contains('\0', StringComparison.Ordinal) ? throw NoText(path) : content;
        }
        catch (DecoderFallbackException)
        {
            throw NoText(path);
        }
    }

    private static InvalidDataException NoText(string path) => new($"'{path}' is not UTF-8 text. Convert it, or leave it out.");
}
