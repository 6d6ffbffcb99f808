using System.Buffers.Text;
using System.Text.Json;

namespace Step35.Native.Tests.Loading;

/// <summary>The table of pinned packages.</summary>
public sealed class PackagesTests
{
    private static readonly string[] Flavours = ["cpu", "cuda", "metal", "vulkan"];

    [Fact]
    public void Packages_EveryPin_HasNameVersionAndSha512()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(FindTable()));
        var flavours = document.RootElement.EnumerateObject().SelectMany(rid => rid.Value.EnumerateObject()).ToList();
        var pins = flavours.SelectMany(flavour => flavour.Value.EnumerateArray()).ToList();

        Assert.All(flavours, flavour => Assert.Contains(flavour.Name, Flavours));
        Assert.All(document.RootElement.EnumerateObject(), rid => Assert.True(rid.Value.TryGetProperty("cpu", out _), rid.Name));
        Assert.NotEmpty(pins);
        Assert.Single(pins.Select(pin => pin.GetProperty("version").GetString()).Distinct());
        Assert.All(pins, pin =>
        {
            Assert.NotEmpty(pin.GetProperty("name").GetString()!);
            var integrity = pin.GetProperty("integrity").GetString()!;
            Assert.StartsWith("sha512-", integrity, StringComparison.Ordinal);
            Assert.True(Base64.IsValid(integrity.AsSpan("sha512-".Length), out var length));
            Assert.Equal(64, length);
        });
    }

    private static string FindTable()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            var path = Path.Combine(directory, "native", "packages.json");
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException("native/packages.json is not above the tests.");
    }
}
