namespace CityKit.House.Tests.Entries;

/// <summary>The parts of docs/entry-types.md that are drawn from the code and from the other pages.</summary>
internal static class EntryPage
{
    private static string Root => Path.GetFullPath(Path.Combine(ArchitecturePageTests.Docs, ".."));

    /// <summary>Each entry type with its package and its first sentence.</summary>
    internal static IReadOnlyList<EntrySentence> TypeSentences { get; } = [.. EntryTypes.All.Select(type =>
        new EntrySentence($"`{PackageOf(type)}`", $"`{NameOf(type)}`", Sentences.FirstOf(SummaryOf(type))))];

    /// <summary>Each README and each page of the documents with its first sentence.</summary>
    internal static IReadOnlyList<EntrySentence> PageSentences { get; } = [.. PageFiles.Select(file =>
        new EntrySentence(LinkTo(file), "", Sentences.FirstOfPage(File.ReadAllText(Path.Combine(Root, file)))))];

    internal static string Redraw(string page) => DrawnParts.Redraw(page, Draw);

    private static IEnumerable<string> PageFiles =>
    [
        "README.md", "README.zh-CN.md",
        .. Readmes("src"), .. Readmes("edge"), .. Pages("docs"), .. Pages("docs/zh"),
    ];

    private static IEnumerable<string> Readmes(string folder) => Directory.GetDirectories(Path.Combine(Root, folder))
        .Select(package => Path.Combine(package, "README.md")).Where(File.Exists).Select(Named).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Pages(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.md").Select(Named).Order(StringComparer.Ordinal);

    private static string LinkTo(string file) => $"[{file}]({Path.GetRelativePath("docs", file).Replace('\\', '/')})";

    private static string Named(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Draw(string what) => what switch
    {
        "types" => string.Concat(TypeSentences.Select(row => $"| {row.Where} | {row.Name} | {Cell(row)} |\n")
            .Prepend("| package | type | first sentence |\n|---|---|---|\n")),
        "pages" => string.Concat(PageSentences.Select(row => $"| {row.Where} | {Cell(row)} |\n")
            .Prepend("| page | first sentence |\n|---|---|\n")),
        _ => throw new ArgumentException($"'{what}' is nothing that is drawn.", nameof(what)),
    };

    private static string Cell(EntrySentence row) => row.Sentence.Replace("|", "\\|", StringComparison.Ordinal);

    private static string PackageOf(Type type) =>
        PackageProject.All.Single(package => package.Assembly == type.Assembly.GetName().Name).Name;

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>" : type.Name;

    private static string SummaryOf(Type type) => XmlDocumentation.TextOf(XmlDocumentation.Of(type)!.Element("summary")!);
}
