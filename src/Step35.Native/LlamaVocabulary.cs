using Step35.Native.Interop;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>A model's vocabulary and tokenizer.</summary>
/// <remarks>Safe for concurrent calls; belongs to its model and goes with it.</remarks>
internal sealed unsafe class LlamaVocabulary
{
    private readonly VocabularyHandle _handle;

    internal LlamaVocabulary(VocabularyHandle handle)
    {
        _handle = handle;
        Count = llama_vocab_n_tokens(handle);
        Bos = llama_vocab_bos(handle);
        Eos = llama_vocab_eos(handle);
        Eot = llama_vocab_eot(handle);
        AddsBos = llama_vocab_get_add_bos(handle) != 0;
    }

    public int Count { get; }

    /// <summary>The token that begins a text; -1 when there is none.</summary>
    public int Bos { get; }

    /// <summary>The token that ends a text; -1 when there is none.</summary>
    public int Eos { get; }

    /// <summary>The token that ends a turn; -1 when there is none.</summary>
    public int Eot { get; }

    public bool AddsBos { get; }

    internal VocabularyHandle Handle => _handle;

    /// <summary>The token as it stands in the vocabulary, in the tokenizer's own spelling.</summary>
    public string GetText(int token)
    {
        CheckToken(token);
        using var lease = new HandleLease(_handle);
        return NativeText.Read(llama_vocab_get_text(_handle, token));
    }

    public LlamaTokenAttributes GetAttributes(int token)
    {
        CheckToken(token);
        return llama_vocab_get_attr(_handle, token);
    }

    public bool IsEndOfGeneration(int token)
    {
        CheckToken(token);
        return llama_vocab_is_eog(_handle, token) != 0;
    }

    public bool IsControl(int token)
    {
        CheckToken(token);
        return llama_vocab_is_control(_handle, token) != 0;
    }

    /// <summary>Tokenizes text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="tokens">Takes the tokens.</param>
    /// <param name="addSpecial">Whether the model's own beginning and end tokens are added.</param>
    /// <param name="parseSpecial">Whether text that spells a control token becomes that token.</param>
    /// <returns>The number of tokens; when they do not fit, minus the number needed.</returns>
    public int Tokenize(ReadOnlySpan<byte> utf8, Span<int> tokens, bool addSpecial, bool parseSpecial)
    {
        fixed (byte* text = utf8)
        fixed (int* destination = tokens)
        {
            return llama_tokenize(
                _handle, text, utf8.Length, destination, tokens.Length, NativeBoolean.From(addSpecial), NativeBoolean.From(parseSpecial));
        }
    }

    /// <summary>Writes the bytes that a token stands for; they may be part of a character.</summary>
    /// <param name="token">The token.</param>
    /// <param name="destination">Takes the bytes.</param>
    /// <param name="special">Whether control tokens are spelled out instead of being empty.</param>
    /// <returns>The number of bytes; when they do not fit, minus the number needed.</returns>
    public int GetPiece(int token, Span<byte> destination, bool special)
    {
        CheckToken(token);
        fixed (byte* buffer = destination)
            return llama_token_to_piece(_handle, token, buffer, destination.Length, 0, NativeBoolean.From(special));
    }

    internal void Release() => _handle.Dispose();

    // The core indexes its tables without a check that survives a C++ exception.
    private void CheckToken(int token) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)Count, nameof(token));
}
