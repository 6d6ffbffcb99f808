using Step35.AI.Tools.Approval;

namespace Step35.Plugins.Patterns;

/// <summary>Patterns of one name: <c>*</c> any text, <c>?</c> any character, <c>[a-z]</c> or <c>[!a-z]</c> one of a set, <c>\</c> the next as it is.</summary>
internal static class Wildcard
{
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) => StarSearch.Fits(new Beside(pattern, name), name.Length);

    private static bool FitsOne(ReadOnlySpan<char> pattern, char character, out int width)
    {
        width = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '[':
                return CharacterSet.Fits(pattern, character, out width);
            case '\\' when pattern.Length > 1:
                width = 2;
                return pattern[1] == character;
            case '\\':
                return false;
            default:
                return pattern[0] == character;
        }
    }

    private readonly ref struct Beside(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) : IStarPattern
    {
        private readonly ReadOnlySpan<char> _pattern = pattern;
        private readonly ReadOnlySpan<char> _name = name;

        public int Length => _pattern.Length;

        public bool IsStar(int at) => _pattern[at] == '*';

        public bool TryFit(int at, int item, out int width) => FitsOne(_pattern[at..], _name[item], out width);
    }
}
