using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>llama.h: the vocabulary and the tokenizer, both safe for concurrent calls.</content>
internal static unsafe partial class Interop
{
    [LibraryImport(Llama)]
    internal static partial int llama_vocab_n_tokens(VocabularyHandle vocab);

    [LibraryImport(Llama)]
    internal static partial byte* llama_vocab_get_text(VocabularyHandle vocab, int token);

    [LibraryImport(Llama)]
    internal static partial LlamaTokenAttributes llama_vocab_get_attr(VocabularyHandle vocab, int token);

    [LibraryImport(Llama)]
    internal static partial byte llama_vocab_is_eog(VocabularyHandle vocab, int token);

    [LibraryImport(Llama)]
    internal static partial byte llama_vocab_is_control(VocabularyHandle vocab, int token);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_bos(VocabularyHandle vocab);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_eos(VocabularyHandle vocab);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_eot(VocabularyHandle vocab);

    [LibraryImport(Llama)]
    internal static partial byte llama_vocab_get_add_bos(VocabularyHandle vocab);

    [LibraryImport(Llama)]
    internal static partial int llama_tokenize(
        VocabularyHandle vocab, byte* text, int text_len, int* tokens, int n_tokens_max, byte add_special, byte parse_special);

    [LibraryImport(Llama)]
    internal static partial int llama_token_to_piece(VocabularyHandle vocab, int token, byte* buf, int length, int lstrip, byte special);
}
