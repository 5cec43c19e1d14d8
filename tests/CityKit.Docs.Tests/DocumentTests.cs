using System.Reflection;
using System.Text.RegularExpressions;

namespace CityKit.Docs.Tests;

public sealed partial class DocumentTests
{
    /// <summary>Each C# block of the documents, with the document it stands in.</summary>
    public static TheoryData<string, string> Blocks()
    {
        var blocks = new TheoryData<string, string>();
        foreach (var (name, text) in Resources("docs/"))
            foreach (Match block in Fence().Matches(text)) blocks.Add(name, block.Groups["code"].Value);
        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Document_CSharpBlock_StandsInAPageThatCompiles(string document, string code) =>
        Assert.True(Resources("pages/").Any(page => Plain(page.Text).Contains(Plain(code), StringComparison.Ordinal)),
            $"Nothing in Pages compiles this block of {document}:\n{code}");

    /// <summary>Each JSON block of the documents, with the document it is in.</summary>
    public static TheoryData<string, string> JsonBlocks()
    {
        var blocks = new TheoryData<string, string>();
        foreach (var (name, text) in Resources("docs/"))
            foreach (Match block in JsonFence().Matches(text)) blocks.Add(name["docs/".Length..], block.Groups["code"].Value);
        return blocks;
    }

    [Theory]
    [MemberData(nameof(JsonBlocks))]
    public async Task Document_JsonBlock_IsLoadedWithoutAnError(string document, string code) =>
        Assert.Empty(await JsonLoaders.LoadAsync(document, code));

    /// <summary>The text of one embedded document or page.</summary>
    internal static string Text(string name) => Read(typeof(DocumentTests).Assembly, name);

    private static IEnumerable<(string Name, string Text)> Resources(string folder)
    {
        var assembly = typeof(DocumentTests).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => (name, Read(assembly, name)));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>Indentation and line ends do not count.</summary>
    internal static string Plain(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex(@"^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^```jsonc?\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonFence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
