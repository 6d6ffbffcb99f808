namespace Step35.AI.Tests.Parsing;

/// <summary>Damages answers and cuts them into pieces.</summary>
internal static class Answers
{
    /// <summary>Takes some characters out, wherever the numbers fall.</summary>
    public static string Remove(string text, int start, int length)
    {
        var at = start % (text.Length + 1);
        return text.Remove(at, Math.Min(length, text.Length - at));
    }

    /// <summary>Cuts an answer at places that any numbers name.</summary>
    public static IEnumerable<string> Cut(string text, int[] cuts)
    {
        var at = 0;
        foreach (var end in cuts.Select(cut => cut % (text.Length + 1)).Order())
        {
            yield return text[at..end];
            at = end;
        }

        yield return text[at..];
    }
}
