namespace CityKit.House.Tests.Texts;

/// <summary>All texts of one package for people, in the order of its files.</summary>
internal sealed record PackageTexts(string Name, IReadOnlyList<BothLanguages> Paired, IReadOnlyList<LoneText> Lone)
{
    private static readonly string[] Folders = ["src", "edge"];

    internal static IReadOnlyList<PackageTexts> All { get; } =
    [
        .. Folders.SelectMany(folder => Directory.GetDirectories(Path.Combine(ArchitecturePageTests.Docs, "..", folder)))
            .Select(Read).OrderBy(package => package.Name, StringComparer.Ordinal),
    ];

    /// <summary>Sentences that have two wordings in the other language, or are written in several files.</summary>
    internal IEnumerable<string> WordedTwice()
    {
        var sentences = Paired.Where(text => Wording.IsSentence(text.English)).ToLookup(text => (text.English, text.Chinese));
        return Twice(sentences.Select(same => (same.Key.English, same.Key.Chinese, same.First().Place)))
            .Concat(Twice(sentences.Select(same => (same.Key.Chinese, same.Key.English, same.First().Place))))
            .Concat(sentences.Where(same => same.Select(text => text.File).Distinct().Count() > 1).Select(same =>
                $"{Name}: '{same.Key.English}' is in {string.Join(" and ", same.Select(text => text.Place))}: let them share one member."));
    }

    private IEnumerable<string> Twice(IEnumerable<(string Text, string Other, string Place)> texts) =>
        from text in texts
        group $"'{text.Other}' ({text.Place})" by text.Text into others
        where others.Count() > 1
        select $"{Name}: '{others.Key}' is {string.Join(" and ", others)}: word it once.";

    private static PackageTexts Read(string folder)
    {
        var texts = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsMade(folder, file)).Order(StringComparer.Ordinal)
            .Select(file => SourceTexts.Read(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file))).ToList();
        return new(Path.GetFileName(folder), [.. texts.SelectMany(text => text.Paired)], [.. texts.SelectMany(text => text.Lone)]);
    }

    /// <summary>Whether a build made it.</summary>
    private static bool IsMade(string folder, string file) =>
        Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is "obj" or "bin";
}
