using System.Security.Cryptography;
using System.Text;

namespace Step35.Cli.Inspecting;

/// <summary>A chat template whose prompts this product writes, held as a short fingerprint of each line.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Fingerprints">The fingerprints of its lines, one after the other.</param>
internal sealed record KnownTemplate(string Name, string Fingerprints)
{
    private const int FingerprintLength = 8;

    public static IReadOnlyList<KnownTemplate> All { get; } =
    [
        new("Step-3.5-Flash", "3fd9812ff47def089141166ae3fde714befff999ecd3f3ef9651b4643179a53670c57a5aab76663a55c0e9b36f713fd03bb1d908e3fde714"
            + "d923c80decd3f3ef17e821d9c1c67ac48c9fdd7e482ca2c52c6439639fc00adcf05ba222ecd3f3ef55e72d178618cc72f7df29eccda1adf19b79f8e2"
            + "7857a5ae81dcd4c5be3f21b02f0d44093d5000ca852f91f77d61b6a32c5f1d2e178fc6787b78bedbcfe46dd7146051efd19289de54ef1d123d5000ca"
            + "3bdda4bc146051efc2de37f5efea50a9bd43742daf2f08a5e43e19abe0de143dff88fbd681e4ba5262bc5f4ba0fdae5b527abf066e5448511b4f52c0"
            + "09b4c766e43e19ab66cd3b5c5b323704146051ef94446e194b6b008291ec2d829067d39e146051efdb438691f0706bd21f9338c9eff7576a72a81541"
            + "146051efecd3f3ef55e72d17df6cba99ec3633a917e821d9"),
        new("step35-nano", "501890eefb366d8b57fb87db2505978989ba1daf27a2ab9dd43f6b653129d820eb39cbf2dc420f627cfbfbd225f30664e43b99ef8dc3698f"
            + "0d942885df0598039616670f1cd00c9ec360846d8bc7d989b252b7b49d5e8a7d0a823272a82150d602b1ec143fcf4055cd17952487eb5dc0ef391148"
            + "dc420f620570b7453db9ff903fcf405526bb66b2e15a4a54cab4cda4a7a43fa3012eae3c9124f9e4d4630ad3a6df2d0721a3caca1bf3453e6791d785"
            + "8bdbb2112cceb153689cdf71dee51cd9d61b1c4f68a2643e048fb65bf529ffed8d4931bf57a42aca2131ca83cd38e657dfbc127a27e7b2c351c768ae"
            + "eb39cbf2e15ca160dc420f620570b745a8cf7c5e"),
    ];

    private int LineCount => Fingerprints.Length / FingerprintLength;

    /// <summary>Compares a file's template with the known ones and reports on the closest.</summary>
    public static TemplateReport Compare(string? template)
    {
        if (string.IsNullOrWhiteSpace(template))
            return new TemplateReport(TemplateVerdict.Missing);
        var lines = template.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var (closest, alike) = All.Select(known => (known, known.CountEqualLines(lines))).MaxBy(pair => pair.Item2);
        if (alike == lines.Length && alike == closest.LineCount)
            return new TemplateReport(TemplateVerdict.Known, closest.Name);
        return new TemplateReport(TemplateVerdict.Different, closest.Name, alike + 1, alike < lines.Length ? lines[alike].Trim() : "(ends here)");
    }

    private int CountEqualLines(string[] lines)
    {
        var count = 0;
        while (count < LineCount && count < lines.Length && IsLine(count, lines[count]))
            count++;
        return count;
    }

    private bool IsLine(int index, string line) =>
        Fingerprints.AsSpan(index * FingerprintLength, FingerprintLength).SequenceEqual(Fingerprint(line));

    private static string Fingerprint(string line) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.TrimEnd())))[..FingerprintLength];
}
