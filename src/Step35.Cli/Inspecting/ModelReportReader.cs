using Step35.Engine.Gguf;
using Step35.Engine.Model;

namespace Step35.Cli.Inspecting;

/// <summary>Reads a model's headers into a report; no weight is touched.</summary>
internal static class ModelReportReader
{
    public static ModelReport Read(string reference)
    {
        var file = GgufFile.Open(ModelReference.Resolve(reference));
        var header = Step35ModelHeader.Read(file);
        var weights = ReadWeights(file, header);
        return new ModelReport
        {
            Path = System.IO.Path.GetFullPath(file.Path),
            Files = file.Shards.Count,
            FileBytes = file.Shards.Sum(shard => shard.Length),
            Architecture = file.Metadata.TryGetString("general.architecture", out var architecture) ? architecture : string.Empty,
            Name = header.Name,
            Kind = header.Kind,
            Parameters = weights.Sum(weight => weight.Parameters),
            WeightBytes = file.TensorBytes,
            ContextLength = header.ContextLength,
            EmbeddingLength = header.EmbeddingLength,
            Layers = ReadLayers(header),
            Experts = header.Experts,
            Rope = header.Rope,
            Tokenizer = ReadTokenizer(header.Vocabulary),
            ChatTemplate = KnownTemplate.Compare(header.Vocabulary.ChatTemplate),
            Weights = weights,
        };
    }

    private static LayersReport ReadLayers(Step35ModelHeader header)
    {
        var trunk = header.Layers.Where(layer => !layer.IsMtp).ToList();
        return new LayersReport(
            header.TrunkLayerCount,
            header.MtpLayerCount,
            trunk.Count(layer => !layer.HasExperts),
            [.. trunk.Where(layer => !layer.IsSlidingWindow).Select(layer => layer.Index)],
            header.SlidingWindow);
    }

    private static TokenizerReport ReadTokenizer(Step35Vocabulary vocabulary) =>
        new(vocabulary.TokenCount, vocabulary.PreTokenizer, vocabulary.BosTokenId, vocabulary.EosTokenId);

    private static List<WeightReport> ReadWeights(GgufFile file, Step35ModelHeader header) =>
    [
        .. file.Tensors
            .GroupBy(tensor => TensorClasses.Of(tensor, header.TrunkLayerCount))
            .OrderBy(group => group.Key)
            .Select(group => new WeightReport(
                group.Key,
                group.Count(),
                group.Sum(tensor => tensor.Shape.Aggregate(1L, (product, length) => product * length)),
                group.Sum(tensor => tensor.ByteCount),
                SumByType(group))),
    ];

    private static OrderedDictionary<string, long> SumByType(IEnumerable<GgufTensor> tensors) => new(
        tensors.GroupBy(tensor => tensor.Type)
            .Select(group => KeyValuePair.Create(group.Key.ToString(), group.Sum(tensor => tensor.ByteCount)))
            .OrderByDescending(pair => pair.Value));
}
