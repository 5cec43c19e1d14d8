using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CityKit.House.Tests;

/// <summary>Two files fit beside each other: a line has at most 140 columns, or a literal that takes it over.</summary>
public sealed class LineTests
{
    private const int Columns = 140;

    [Fact]
    public void Lines_OfCode_HaveAtMost140ColumnsButForTheirLiterals()
    {
        var files = new[] { "src", "edge", "samples", "tests", "benchmarks" }.SelectMany(folder => Files(folder)).ToArray();
        Assert.True(files.Length > 1000, $"{files.Length} files");
        Assert.Empty(files.SelectMany(file => TooLong(File.ReadAllText(file)).Select(line => $"{Path.GetRelativePath(Root, file)}:{line}")));
    }

    [Fact]
    public void Lines_OfScriptsStylesAndMarkup_HaveAtMost140Columns()
    {
        var files = new[] { "src", "edge", "samples", "tests", "benchmarks", "packaging" }
            .SelectMany(folder => Scripted.SelectMany(kind => Files(folder, kind))).Where(IsOwn)
            .Append(Path.Combine(Root, ".ci", "run")).Append(Path.Combine(Root, "tests", "gpio-sim", "init")).ToArray();
        Assert.True(files.Length > 100, $"{files.Length} files");
        Assert.Empty(from file in files
            from line in File.ReadLines(file).Index()
            where line.Item.Length > Columns
            select $"{Path.GetRelativePath(Root, file)}:{line.Index + 1}");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("// a comment", 1)]
    [InlineData("var a = \"a literal\";", 0)]
    [InlineData("var a = $\"{a} literal\";", 0)]
    [InlineData("var a = \"\"\"\na literal\n\"\"\";", 0)]
    [InlineData("var a = 1 + 1 + \"\".Length;", 1)]
    public void TooLong_OfALine_IsWhatNoLiteralTakesOver(string code, int count)
    {
        var longer = code.Replace("a comment", new string('c', Columns), StringComparison.Ordinal)
            .Replace("literal", new string('l', Columns), StringComparison.Ordinal)
            .Replace("1 + 1", string.Join(" + ", Enumerable.Repeat(1, Columns)), StringComparison.Ordinal);
        Assert.Equal(count, TooLong(longer).Count());
    }

    private static string Root { get; } = Path.GetFullPath(Path.Combine(
        typeof(LineTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Docs").Value!, ".."));

    private static readonly string[] Scripted = ["*.sh", "*.js", "*.css", "*.razor"];

    /// <summary>Others' files are as they came; a report's style is one line a rule, as it is put into its page.</summary>
    private static bool IsOwn(string file) =>
        !new[] { "MapLibre", "Blazor", "Data" }.Contains(Path.GetFileName(Path.GetDirectoryName(file)));

    // Pages are what docs/ shows, byte for byte, where comments have a column of their own.
    private static IEnumerable<string> Files(string folder, string kind = "*.cs") =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), kind, SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin") && !parts.Contains("CityKit.Docs.Tests")
        select file;

    /// <summary>The numbers of its lines that are too long.</summary>
    private static IEnumerable<int> TooLong(string code)
    {
        var text = SourceText.From(code);
        var lines = text.Lines.Where(line => line.Span.Length > Columns).ToArray();
        if (lines.Length == 0) return [];
        var literals = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes(node => !IsLiteral(node)).Where(IsLiteral)
            .Select(node => node.Span).ToArray();
        return lines.Where(line => line.Span.Length - literals.Sum(literal => literal.Overlap(line.Span)?.Length ?? 0) > Columns)
            .Select(line => line.LineNumber + 1);
    }

    private static bool IsLiteral(SyntaxNode node) =>
        node is InterpolatedStringExpressionSyntax
        || node.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression;
}
