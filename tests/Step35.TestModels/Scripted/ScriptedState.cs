using System.Text;
using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>A saved state of a scripted sequence.</summary>
internal sealed class ScriptedState(IReadOnlyList<TokenId>? tokens, IReadOnlyList<KeyValuePair<int, TokenId>> sliding, Action<int> countLiving) : ISequenceState
{
    private const int CellBytes = 8;

    /// <summary>Gets the tokens of the full layers, or null when the state holds the sliding ones only.</summary>
    public IReadOnlyList<TokenId>? Tokens => tokens;

    public IReadOnlyList<KeyValuePair<int, TokenId>> Sliding => sliding;

    public StateScope Scope => tokens is null ? StateScope.SlidingLayers : StateScope.AllLayers;

    public long ByteCount => (2 * sizeof(int)) + (CellBytes * sliding.Count) + (sizeof(int) * (tokens?.Count ?? 0));

    public bool IsDisposed { get; private set; }

    public static ScriptedState Read(Stream source, Action<int> countLiving)
    {
        using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
        var (tokenCount, slidingCount) = (reader.ReadInt32(), reader.ReadInt32());
        List<TokenId>? tokens = tokenCount < 0 ? null : [.. Enumerable.Range(0, tokenCount).Select(_ => new TokenId(reader.ReadInt32()))];
        List<KeyValuePair<int, TokenId>> sliding =
            [.. Enumerable.Range(0, slidingCount).Select(_ => KeyValuePair.Create(reader.ReadInt32(), new TokenId(reader.ReadInt32())))];
        countLiving(1);
        return new ScriptedState(tokens, sliding, countLiving);
    }

    public void CopyTo(Stream destination)
    {
        using var writer = new BinaryWriter(destination, Encoding.UTF8, leaveOpen: true);
        writer.Write(tokens?.Count ?? -1);
        writer.Write(sliding.Count);
        foreach (var token in tokens ?? [])
            writer.Write(token.Value);
        foreach (var (position, token) in sliding)
        {
            writer.Write(position);
            writer.Write(token.Value);
        }
    }

    public void Dispose()
    {
        if (IsDisposed)
            throw new InvalidOperationException("The state was let go twice.");
        IsDisposed = true;
        countLiving(-1);
    }
}
