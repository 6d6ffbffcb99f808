using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Drafting;

internal static class Drafts
{
    /// <summary>Makes an empty draft after some text.</summary>
    public static Draft After(string text, int limit)
    {
        var sequence = new ResidentSequence(new SequenceId(0), new ScriptedBackend(_ => new TokenId('a')));
        foreach (var token in ByteVocabulary.Parse(text))
            sequence.Append(token);
        var draft = new Draft(sequence, fixedLength: null, DraftAcceptance.OfEngine(limit));
        draft.Begin(limit);
        return draft;
    }

    public static string Text(this Draft draft) => string.Concat(draft.Tokens.ToArray().Select(token => (char)token.Value));
}
