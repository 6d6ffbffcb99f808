namespace Step35.Architecture.Tests;

/// <summary>What the README shows is what is compiled.</summary>
public class ReadmeTests
{
    private static readonly string Readme = RepositoryTree.Read("README.md");

    [Fact]
    public void Example_IsTheQuickstartSample() =>
        Assert.Contains(RepositoryTree.Read("samples/Quickstart/Program.cs"), Readme, StringComparison.Ordinal);

    [Fact]
    public void OptionsPage_NamesEveryOption() => Assert.All(
        typeof(AI.Step35Options).GetProperties(),
        option => Assert.Contains($"| `{option.Name}` |", RepositoryTree.Read("docs/options.md"), StringComparison.Ordinal));

    [Fact]
    public void ServerPage_NamesEveryOption() => Assert.All(
        typeof(Server.ServerOptions).GetProperties(),
        option => Assert.Contains($"| `{option.Name}` |", RepositoryTree.Read("docs/server.md"), StringComparison.Ordinal));

    [Fact]
    public void PluginsPage_NamesEveryOption() => Assert.All(
        typeof(AI.Tools.ToolGateOptions).GetProperties(),
        option => Assert.Contains($"`{option.Name}`", RepositoryTree.Read("docs/plugins.md"), StringComparison.Ordinal));

    [Theory]
    [InlineData("gate")]
    [InlineData("plugin")]
    [InlineData("servers")]
    public void PluginsPage_Example_IsCompiled(string part)
    {
        var lines = RepositoryTree.Read("tests/Step35.SK.Tests/Plugins/PluginsPageExample.cs").Split('\n').Select(line => line.TrimEnd()).ToList();
        var shown = lines[(lines.FindIndex(line => line.EndsWith($"// begin {part}", StringComparison.Ordinal)) + 1)
            ..lines.FindIndex(line => line.EndsWith($"// end {part}", StringComparison.Ordinal))];
        var indent = shown[0].Length - shown[0].TrimStart().Length;
        var text = string.Join('\n', shown.Select(line => line.Length > indent ? line[indent..] : ""));
        Assert.Contains($"```csharp\n{text}\n```", RepositoryTree.Read("docs/plugins.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void ChatOptionsPage_NamesEveryMember() => Assert.All(
        typeof(Microsoft.Extensions.AI.ChatOptions).GetProperties(),
        member => Assert.Contains($"`{member.Name}", RepositoryTree.Read("docs/chat-options.md"), StringComparison.Ordinal));

    [Fact]
    public void MetricsPage_NamesEveryInstrumentAndAttribute()
    {
        var names = RepositoryTree.List("*.cs", "src/Step35.Engine/Telemetry", "src/Step35.AI/Telemetry")
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(RepositoryTree.Read(file), @"""((step35|gen_ai|error)\.[a-z_.]+)"""))
            .Select(match => match.Groups[1].Value)
            .ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"`{name}`", RepositoryTree.Read("docs/metrics.md"), StringComparison.Ordinal));
    }

    [Fact]
    public void ToolboxPage_NamesEveryFunctionAndOption()
    {
        var source = RepositoryTree.List("*.cs", "src/Step35.Plugins").Select(RepositoryTree.Read).ToList();
        var functions = source.SelectMany(text => System.Text.RegularExpressions.Regex.Matches(text, @"KernelFunction\(""([a-z_]+)""\)"));
        var options = source.Where(text => text.Contains("Options\n{", StringComparison.Ordinal))
            .SelectMany(text => System.Text.RegularExpressions.Regex.Matches(text, @"public \S+ (\w+) \{ get;"));
        var names = functions.Concat(options).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"`{name}", RepositoryTree.Read("docs/toolbox.md"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/real-model.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/metrics.md")]
    [InlineData("docs/options.md")]
    [InlineData("docs/remote.md")]
    [InlineData("docs/constraints.md")]
    [InlineData("docs/cli.md")]
    [InlineData("docs/dialects.md")]
    [InlineData("docs/memory-plan.md")]
    [InlineData("docs/plugins.md")]
    [InlineData("docs/server.md")]
    [InlineData("docs/toolbox.md")]
    [InlineData("docs/web-chat.md")]
    public void Links_PointToFiles(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var links = System.Text.RegularExpressions.Regex.Matches(RepositoryTree.Read(page), @"\]\((?!http)([^)#]+)\)").Select(match => match.Groups[1].Value);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(RepositoryTree.Root, folder, link)), $"{page}: {link}"));
    }
}
