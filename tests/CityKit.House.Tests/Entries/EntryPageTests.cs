using System.Text.RegularExpressions;

namespace CityKit.House.Tests.Entries;

/// <summary>
/// docs/entry-types.md lists the entry types and the first sentences that there are. With CITYKIT_WRITE_DOCS=1 in the environment this
/// test draws them.
/// </summary>
public sealed partial class EntryPageTests
{
    private const int MostCharacters = 200;

    private static string Page => Path.Combine(ArchitecturePageTests.Docs, "entry-types.md");

    [Fact]
    public void Page_OfTheEntryTypes_IsAsTheCodeIs()
    {
        var page = File.ReadAllText(Page);
        Assert.Equal(["types", "pages"], DrawnParts.Of(page));
        var drawn = EntryPage.Redraw(page);
        if (Environment.GetEnvironmentVariable("CITYKIT_WRITE_DOCS") == "1") File.WriteAllText(Page, drawn);
        else Assert.Equal(drawn, page);
    }

    public static TheoryData<string, string> EntrySentences()
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in EntryPage.TypeSentences.Concat(EntryPage.PageSentences)) rows.Add($"{row.Where}{row.Name}", row.Sentence);
        return rows;
    }

    /// <summary>A busy engineer reads it once: plain words, and not too many of them.</summary>
    [Theory]
    [MemberData(nameof(EntrySentences))]
    public void Sentence_OfEachEntry_IsReadOnce(string where, string sentence)
    {
        Assert.True(sentence.Length is > 0 and <= MostCharacters, $"{where}: {sentence.Length} characters, at most {MostCharacters}");
        Assert.DoesNotMatch(ReadTwice(), sentence);
        Assert.Matches("[.。]$", sentence);
    }

    [Theory]
    [InlineData("# T\n\n**One for .NET** and [two](a.md). Three.\n", "One for .NET and two.")]
    [InlineData("# T\n\n> Quote.\n\n```cs\ncode.\n\nmore.\n```\n\n- item.\n\nThe version 1.5\nof it. Next.\n", "The version 1.5 of it.")]
    [InlineData("# 题\n\n第一句。第二句。\n", "第一句。")]
    public void FirstOfPage_OfMarkdown_IsTheFirstSentenceOfProse(string markdown, string expected) =>
        Assert.Equal(expected, Sentences.FirstOfPage(markdown));

    [GeneratedRegex(@"\b(?:stands?|lies|told|tells?|whoever|is none|ill|reckon\w*|anew)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReadTwice();
}
