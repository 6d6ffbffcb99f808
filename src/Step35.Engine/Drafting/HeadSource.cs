using Step35.Engine.Gguf;
using Step35.Engine.Model;

namespace Step35.Engine.Drafting;

/// <summary>Where the multi-token-prediction heads come from.</summary>
/// <param name="Path">Their file; null when there are none.</param>
/// <param name="IsInModel">Whether that is the model's own file.</param>
/// <param name="Explanation">What is used, and why, for the log.</param>
internal sealed record HeadSource(string? Path, bool IsInModel, string Explanation)
{
    /// <summary>Finds the heads that a model is to draft with.</summary>
    /// <exception cref="GgufException">The file that the options name holds no heads, or those of another model.</exception>
    /// <exception cref="ModelNotFoundException">Where the options say that the heads are there is no such file, or several.</exception>
    public static HeadSource Find(EngineOptions options, GgufFile file, Step35ModelHeader header, bool isSupported)
    {
        if (options.DraftTokens == 0)
            return None("Drafts no tokens, since DraftTokens is 0.");
        var separate = options.MtpModelPath is { } reference ? ModelReference.Resolve(reference) : null;
        if (separate is not null)
            CheckHeads(separate, header);
        else if (header.Kind != Step35ModelKind.WithMtp)
            return None("The model's file holds no multi-token-prediction heads; MtpModelPath can name a file that does.");
        if (!isSupported)
            return None("The native core has no multi-token prediction, so the heads are left unused.");
        return separate is not null
            ? new HeadSource(separate, IsInModel: false, $"Drafts tokens with the multi-token-prediction heads of {separate}.")
            : new HeadSource(file.Path, IsInModel: true, "Drafts tokens with the multi-token-prediction heads of the model's file.");
    }

    /// <summary>No heads, and why.</summary>
    public static HeadSource None(string explanation) => new(Path: null, IsInModel: false, explanation);

    private static void CheckHeads(string path, Step35ModelHeader model)
    {
        var file = GgufFile.Open(path);
        var heads = Step35ModelHeader.Read(file);
        if (heads.Kind != Step35ModelKind.MtpOnly)
            throw new GgufException(
                file.Path, "MtpModelPath takes a file with nothing but the multi-token-prediction heads; name such a file, or leave it out.");
        if (heads.EmbeddingLength != model.EmbeddingLength
            || heads.Vocabulary.TokenCount != model.Vocabulary.TokenCount
            || heads.SlidingWindow != model.SlidingWindow)
            throw new GgufException(
                file.Path,
                $"its heads have hidden rows of {heads.EmbeddingLength}, {heads.Vocabulary.TokenCount} tokens and a window of {heads.SlidingWindow}, "
                + $"but the model {model.EmbeddingLength}, {model.Vocabulary.TokenCount} and {model.SlidingWindow}; name the heads of this very model.");
    }
}
