using System.Text;
using System.Text.Json;

namespace Step35.Bench.Drafting;

/// <summary>A file of trials, which outlive the run, so that the next one goes on after them.</summary>
/// <remarks>Its first line holds the conditions, each further one a round: where a crash leaves half a line, that round alone is lost.</remarks>
/// <param name="path">The file, made where it is missing.</param>
/// <param name="conditions">What its trials have in common.</param>
internal sealed class TrialFile(string path, TrialConditions conditions)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private bool IsEmpty => new FileInfo(path) is not { Exists: true, Length: > 0 };

    /// <summary>Reads what the file holds; a last line that was never ended is cut off, which standard error tells.</summary>
    /// <exception cref="BenchException">It is no such file, its conditions are others, or a line cannot be read.</exception>
    public IReadOnlyList<DraftTrial> Read()
    {
        if (IsEmpty)
            return [];
        var bytes = File.ReadAllBytes(path);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        // Before anything is cut off, in case the path names another file by mistake.
        CheckConditions(lines[0]);
        CutTornLine(bytes);
        return [.. lines[..^1].Index().Skip(1).SelectMany(line => ReadRound(line.Item, line.Index + 1))];
    }

    public void Append(IReadOnlyList<DraftTrial> round)
    {
        IEnumerable<string> head = IsEmpty ? [JsonSerializer.Serialize(conditions, Options)] : [];
        File.AppendAllLines(path, [.. head, JsonSerializer.Serialize(round, Options)]);
    }

    private void CheckConditions(string line)
    {
        var differences = Parse<TrialConditions>(line, $"'{path}' does not begin with the conditions that its trials had").DescribeDifferences(conditions);
        if (differences.Length > 0)
            throw new BenchException($"The trials in '{path}' do not compare with this run's ({differences}); name another file with --trials.");
    }

    private IReadOnlyList<DraftTrial> ReadRound(string line, int number) =>
        Parse<IReadOnlyList<DraftTrial>>(line, $"Line {number} of '{path}' is no round of trials");

    private void CutTornLine(byte[] bytes)
    {
        // In the text, damaged bytes have another length.
        var endedLength = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (endedLength == bytes.Length)
            return;
        Console.Error.WriteLine($"The last line of '{path}' was never ended; its round is left out and measured again.");
        using var file = File.OpenWrite(path);
        file.SetLength(endedLength);
    }

    private static T Parse<T>(string line, string complaint)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new BenchException($"{complaint}; mend it, or name another file with --trials. {error.Message}");
        }
    }
}
