using System.Globalization;
using Spectre.Console;
using Step35.Engine.Gguf;

namespace Step35.Cli.Inspecting;

/// <summary>Shows a report at the terminal.</summary>
internal static class ReportTables
{
    public static void Write(IAnsiConsole screen, ModelReport report)
    {
        screen.Write(Facts(report));
        screen.Write(Weights(report));
    }

    private static Grid Facts(ModelReport report)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, value) in List(report))
            grid.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(value));
        return grid;
    }

    private static IEnumerable<(string Name, string Value)> List(ModelReport report)
    {
        var (layers, experts, tokenizer) = (report.Layers, report.Experts, report.Tokenizer);
        yield return ("file", report.Files == 1 ? report.Path : $"{report.Path} and {report.Files - 1} more");
        yield return ("model", $"{report.Name ?? "(no name)"}, {report.Architecture}, {ByteText.Parameters(report.Parameters)} parameters");
        yield return ("size", $"{ByteText.Of(report.FileBytes)}, of which weights {ByteText.Of(report.WeightBytes)}");
        yield return ("layers", $"{layers.Trunk}, of which {layers.Dense} dense");
        yield return ("full attention", $"{layers.FullAttention.Count} layers: {string.Join(", ", layers.FullAttention)}");
        yield return ("sliding window", $"{layers.SlidingWindow} tokens in the other {layers.Trunk - layers.FullAttention.Count}");
        yield return ("experts", $"{experts.Count}, {experts.UsedCount} for each token, and a shared one");
        yield return ("MTP", Mtp(report));
        yield return ("context", $"{report.ContextLength:N0} tokens");
        yield return ("tokenizer", $"{tokenizer.Tokens:N0} tokens, {tokenizer.PreTokenizer}");
        yield return ("chat template", Template(report.ChatTemplate));
    }

    private static string Mtp(ModelReport report) => report.Kind switch
    {
        Step35ModelKind.WithMtp => $"{report.Layers.Mtp} layers",
        Step35ModelKind.MtpOnly => $"{report.Layers.Mtp} layers and nothing else: the file drafts for a model from another file",
        _ => "none",
    };

    private static string Template(TemplateReport template) => template.Verdict switch
    {
        TemplateVerdict.Known => $"that of {template.Known}",
        TemplateVerdict.Missing => "none; prompts are written as Step-3.5-Flash wants them",
        _ => $"differs from that of {template.Known} at line {template.FirstDifferentLine}: {template.Line}",
    };

    private static Table Weights(ModelReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("weights", "tensors", "parameters", "size", "bits", "stored as");
        foreach (var column in table.Columns.Skip(1).Take(4))
            column.RightAligned();
        foreach (var weight in report.Weights)
            table.AddRow(
                ClassText(weight.Class),
                $"{weight.Tensors}",
                ByteText.Parameters(weight.Parameters),
                ByteText.Of(weight.Bytes),
                weight.BitsPerParameter.ToString("0.00", CultureInfo.InvariantCulture),
                string.Join(", ", weight.Types.Select(type => weight.Types.Count == 1 ? type.Key : $"{type.Key} {ByteText.Of(type.Value)}")));
        return table;
    }

    private static string ClassText(TensorClass value) => value switch
    {
        TensorClass.DenseFeedForward => "dense feed-forward",
        TensorClass.SharedExperts => "shared experts",
        TensorClass.RoutedExperts => "routed experts",
        TensorClass.Mtp => "MTP",
        _ => value.ToString().ToLowerInvariant(),
    };
}
