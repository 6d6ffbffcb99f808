using System.Text.Json;

namespace Step35.Bench.Drafting;

/// <summary>The trials so far; in a file, they outlive the run, so that the next one goes on after them.</summary>
internal sealed class TrialLog
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private readonly string? _path;
    private readonly List<DraftTrial> _trials = [];

    /// <param name="path">A file with a JSON object a line, made where it is missing; null keeps nothing.</param>
    public TrialLog(string? path)
    {
        _path = path;
        if (File.Exists(path))
            _trials.AddRange(File.ReadLines(path).Select(line => JsonSerializer.Deserialize<DraftTrial>(line, Options)!));
    }

    public IReadOnlyList<DraftTrial> Of(DraftCase @case) => [.. _trials.Where(trial => trial.Case == @case)];

    /// <summary>Adds a whole round, since half of one compares with nothing.</summary>
    public void Add(IReadOnlyList<DraftTrial> round)
    {
        _trials.AddRange(round);
        if (_path is not null)
            File.AppendAllLines(_path, round.Select(trial => JsonSerializer.Serialize(trial, Options)));
    }
}
