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
        new("step35-nano", "8d9448eec71837df2dcf5eeeac2838b96886f047e260c1fde9cb7aa7ea76ee7e21ad3bbb8b180d1fea3d52b8b767f9adf264ea8feb39cbf2"
            + "dc420f627cfbfbd2b7bd09f5d214df257cfbfbd2f80da794a47ac7d06bbefad68f400dfe8c230d5d20b1ec5fe1ebd70b3833d183eb39cbf2dc420f62"
            + "d5359a7e7cfbfbd2dc65725c8dc3698f4cd253e5e72b39e55021bffe917f017693b53702b8b85b7cf1338e902e81920563de8e78705401d0eb39cbf2"
            + "d3227735f41d8d0a5f972a1dababc93b2b0a2712056cf24e6a34c2442015b589d61715c5dc420f62e1cd76f160a0efe75bea9e3444914af415755de0"
            + "fe11541da50beeeedc420f620570b745d95a8eb83731939d21d60a6815755de09e5c2bfe0e21de268f2938a4689cdf71cc898594a63fc8be1f6ebe7c"
            + "222df24b8572f7d59124f9e49ffb09c12d49dbf621a3caca08c4d25b5312c6f86791d78577d95c93b730c0c2e1eeb6e7689cdf71b0777e8cde6a593b"
            + "b24b490e68a2643e05494e6d97b5e83beb39cbf240365e99dc420f620570b745e1a4f099"),
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
