using System.Reflection;
using System.Text.RegularExpressions;

namespace CityKit.Docs.Tests;

/// <summary>What a page of the documents links to in this repository is there.</summary>
public sealed partial class LinkTests
{
    private static readonly string Root =
        typeof(LinkTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!;

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_RelativeLinks_LeadToFilesAndHeadingsThatExist(string page) =>
        Assert.DoesNotContain(LinksOf(File.ReadAllText(Path.Combine(Root, page))), link => !Exists(page, link));

    [Fact]
    public void Index_Pages_AreAllNamed()
    {
        var index = File.ReadAllText(Path.Combine(Root, "docs", "README.md"));
        var named = LinksOf(index).Select(link => link.Split('#')[0]).ToHashSet();
        var pages = Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(Root, "docs"), file).Replace('\\', '/'));
        Assert.DoesNotContain(pages, page => page != "README.md" && !named.Contains(page) && !named.Contains(Path.GetDirectoryName(page)!));
    }

    [Fact]
    public void DevicesInChinese_Types_AreThoseOfTheEnglishPage()
    {
        var types = DeviceHeading().Matches(File.ReadAllText(Path.Combine(Root, "docs", "devices.md"))).Select(match => match.Value[4..]);
        var chinese = File.ReadAllText(Path.Combine(Root, "docs", "zh", "devices.md"));
        Assert.DoesNotContain(types, type => !chinese.Contains(type, StringComparison.Ordinal));
    }

    [Fact]
    public void PackageReadmes_Links_AreNotRelative() // nuget.org shows them without the repository
    {
        var relative = PackageReadmes().SelectMany(file => LinksOf(File.ReadAllText(file)).Select(link => $"{file}: {link}"));
        Assert.Empty(relative);
    }

    [Theory] // as GitHub makes addresses of headings
    [InlineData("## What is it, and `why`?", "what-is-it-and-why")]
    [InlineData("### `citykit hub backup FILE TO`", "citykit-hub-backup-file-to")]
    [InlineData("## Services without paper 免证办", "services-without-paper-免证办")]
    public void AnchorOf_AHeading_IsItsAddress(string heading, string expected) => Assert.Equal(expected, AnchorOf(heading));

    private static IEnumerable<string> PackageReadmes() => new[] { "src", "edge" }
        .SelectMany(folder => Directory.GetDirectories(Path.Combine(Root, folder)))
        .Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists);

    private static bool Exists(string page, string link)
    {
        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var file = path.Length == 0 ? Path.Combine(Root, page) : Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(page)!, path));
        if (anchor is null) return File.Exists(file) || Directory.Exists(file);
        return File.Exists(file) && AnchorsOf(File.ReadAllText(file)).Contains(Uri.UnescapeDataString(anchor));
    }

    /// <summary>Links that stay in the repository; code is no text.</summary>
    private static IEnumerable<string> LinksOf(string text) => Link().Matches(Code().Replace(text, ""))
        .Select(match => match.Groups["to"].Value)
        .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal));

    private static HashSet<string> AnchorsOf(string text)
    {
        var anchors = new HashSet<string>();
        foreach (Match heading in Heading().Matches(Fence().Replace(text, "")))
        {
            var anchor = AnchorOf(heading.Value);
            for (var n = 1; !anchors.Add(anchor); n++) anchor = $"{AnchorOf(heading.Value)}-{n}";
        }
        return anchors;
    }

    private static string AnchorOf(string heading) =>
        Mark().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<to>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^### `[a-z0-9-]+`", RegexOptions.Multiline)]
    private static partial Regex DeviceHeading();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N} _-]")]
    private static partial Regex Mark();
}
