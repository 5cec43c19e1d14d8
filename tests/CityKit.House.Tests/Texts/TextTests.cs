namespace CityKit.House.Tests.Texts;

/// <summary>
/// What people read is in English and in Chinese, written beside the rule that has its values; docs/texts shows it, a page a package.
/// With CITYKIT_WRITE_DOCS=1 in the environment these tests draw the pages.
/// </summary>
public sealed class TextTests
{
    /// <summary>Files whose Chinese has no English beside it, and why.</summary>
    private static readonly Dictionary<string, string> OneLanguage = new()
    {
        ["CityKit.Components/Catalogues/CatalogueClass.cs"] = "the standard's mark of a local class",
        ["CityKit.Components/Registry/ComponentTerms.cs"] = "the standard's terms, which files have",
        ["CityKit.Grids/Cutting/ProvisionalGridCutter.cs"] = "a grid's name, which a map has in one language",
        ["CityKit.Import/Previews/ColumnGuess.cs"] = "what columns are called in files of bureaus",
        ["CityKit.Import/Surveys/RejectFile.cs"] = "the header of a file",
        ["CityKit.Sensors/Feeds/FeedReading.cs"] = "words that files of utilities have",
        ["CityKit.Testing/Components/SampleLamps.cs"] = "names of components that a store is tried with",
        ["CityKit.Testing/Stores/BayWorld.cs"] = "data that a store is tried with",
    };

    private static string Folder => Path.Combine(ArchitecturePageTests.Docs, "texts");

    public static TheoryData<string> Packages =>
        [.. PackageTexts.All.Where(package => package.Paired.Count > 0).Select(package => package.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Page_OfEachPackage_HasItsTextsAsTheyAre(string name)
    {
        var (page, drawn) = (Path.Combine(Folder, $"{name}.md"), TextPage.Of(Package(name)));
        if (Environment.GetEnvironmentVariable("CITYKIT_WRITE_DOCS") == "1") File.WriteAllText(page, drawn);
        else Assert.Equal(drawn, File.ReadAllText(page));
    }

    [Fact]
    public void Pages_OfTexts_AreThoseOfPackages() => Assert.Equal(
        PackageTexts.All.Where(package => package.Paired.Count > 0).Select(package => package.Name),
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Texts_OfEachPackage_AreInBothLanguages(string name) =>
        None(Package(name).Lone.Where(text => !OneLanguage.ContainsKey($"{name}/{text.File}")).Select(text => $"{name}/{text}"));

    [Fact]
    public void OneLanguage_Files_AllHaveSuchTexts() => None(OneLanguage.Keys.Except(
        PackageTexts.All.SelectMany(package => package.Lone.Select(text => $"{package.Name}/{text.File}"))));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Texts_OfEachPackage_AreWordedOnce(string name) => None(Package(name).WordedTwice());

    [Theory] // 中心 is a body of people, such as 指挥中心
    [MemberData(nameof(Packages))]
    public void Texts_OfEachPackage_CallTheHubByOneName(string name) => None(Package(name).Paired
        .Where(text => text.English.Contains("hub", StringComparison.OrdinalIgnoreCase))
        .Where(text => text.Chinese.Contains("中心", StringComparison.Ordinal))
        .Select(text => $"{name}/{text.Place}: {text.Chinese}"));

    [Fact]
    public void Markup_OfPages_TakesAllWordsFromTheSource()
    {
        var pages = Directory.GetFiles(Path.Combine(ArchitecturePageTests.Docs, "..", "src"), "*.razor", SearchOption.AllDirectories);
        Assert.NotEmpty(pages);
        None(from page in pages from text in MarkupTexts.In(File.ReadAllText(page)) select $"{Path.GetFileName(page)}: {text}");
    }

    [Theory]
    [InlineData("<p>Open cases</p>", "Open cases")]
    [InlineData("<p>未结案件</p>", "未结案件")]
    [InlineData("<a title=\"Open cases\">@Count</a>", "Open cases")]
    [InlineData("<p>@View.Say(Words.Open) · @(Count > 1 ? 2 : 3)</p> @* a comment *@", null)]
    [InlineData("<p>@text</p>\n@code { bool IsMany => a > b && c < d; }", null)]
    public void MarkupTexts_InAPage_AreWhatItSaysByItself(string page, string? text) =>
        Assert.Equal(text, MarkupTexts.In(page).SingleOrDefault());

    private static PackageTexts Package(string name) => PackageTexts.All.Single(package => package.Name == name);

    private static void None(IEnumerable<string> found)
    {
        var all = found.ToArray();
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
