using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Step35.Architecture.Tests;

/// <summary>A method, constructor or local function of the source, and its size.</summary>
/// <param name="Name">File and name.</param>
/// <param name="Lines">Its lines, signature included, documentation left out.</param>
/// <param name="Parameters">How many parameters it takes.</param>
/// <param name="IsForeign">Whether its shape is not ours: a native import, a log message, an override or interface.</param>
internal sealed record SourceMethod(string Name, int Lines, int Parameters, bool IsForeign)
{
    public static IEnumerable<SourceMethod> ReadAll(string file) =>
        CSharpSyntaxTree.ParseText(RepositoryTree.Read(file)).GetRoot().DescendantNodes()
            .OfType<BaseMethodDeclarationSyntax>()
            .Where(method => method.Body is not null || method.ExpressionBody is not null || IsPartial(method))
            .Select(method => new SourceMethod(
                $"{file}: {NameOf(method)}",
                CountLines(method),
                method.ParameterList.Parameters.Count,
                IsPartial(method)));

    private static bool IsPartial(BaseMethodDeclarationSyntax method) => method.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string NameOf(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    private static int CountLines(SyntaxNode method)
    {
        var span = method.SyntaxTree.GetLineSpan(method.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
