using Step35.Server.Errors;

namespace Step35.Server.OpenAI;

/// <summary>Reads how many answers are wanted.</summary>
internal static class ChoiceCount
{
    private const int Most = 16;

    public static int Read(int? n) => n is null or (>= 1 and <= Most) ? n ?? 1 : throw ApiException.Wrong("n", $"{n} is not between 1 and {Most}.");
}
