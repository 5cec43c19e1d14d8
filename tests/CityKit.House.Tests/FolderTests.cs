namespace CityKit.House.Tests;

/// <summary>Folders (namespaces) of one package know one another in one direction only.</summary>
public sealed class FolderTests
{
    /// <summary>
    /// Packages whose folders still form circles, and how many folders are in them today. A number only falls; at 0 its row goes.
    /// </summary>
    private static readonly Dictionary<string, int> ToMend = new()
    {
        ["CityKit.Cases"] = 5,
        ["CityKit.Components"] = 3,
        ["CityKit.Core"] = 2,
        ["CityKit.Edge.Agent"] = 11,
        ["CityKit.Edge.Devices"] = 3,
        ["CityKit.Sensors"] = 2,
    };

    public static TheoryData<string> Packages => [.. PackageProject.All.Select(p => p.Name)];

    public static TheoryData<string> PackagesToMend => [.. ToMend.Keys];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Folders_OfEachPackage_FormNoCircleMoreThanToday(string name)
    {
        var circles = CirclesOf(name);
        var allowed = ToMend.GetValueOrDefault(name);
        Assert.True(circles.Sum(c => c.Count) <= allowed,
            $"{name}: at most {allowed} folders may be in circles. Circles: {string.Join("; ", circles.Select(c => string.Join(", ", c)))}");
    }

    [Theory]
    [MemberData(nameof(PackagesToMend))]
    public void Folders_WithoutACircle_AreNoLongerToMend(string name) => Assert.NotEmpty(CirclesOf(name));

    [Theory] // every way in which one type names another, and one by name only in a constant
    [InlineData("Base", true)]
    [InlineData("Field", true)]
    [InlineData("Parameter", true)]
    [InlineData("Body", true)]
    [InlineData("Lambda", true)]
    [InlineData("Argument", true)]
    [InlineData("Constraint", true)]
    [InlineData("Attribute", true)]
    [InlineData("Caught", true)]
    [InlineData("Nothing", false)]
    public void Graph_OfTypesThatNameAnother_HasTheArrow(string folder, bool knows)
    {
        const string Samples = "CityKit.House.Tests.Samples";
        var graph = NamespaceGraph.Of(typeof(FolderTests).Assembly.Location);
        Assert.Equal(knows, graph[$"{Samples}.{folder}"].Contains($"{Samples}.Words"));
    }

    [Fact]
    public void Circles_OfAGraph_AreFoundOverDetours()
    {
        var graph = new Dictionary<string, HashSet<string>> { ["a"] = ["b"], ["b"] = ["c", "e"], ["c"] = ["a"], ["d"] = ["a"],
            ["e"] = ["f"], ["f"] = ["e"] };
        Assert.Equal(["a b c", "e f"], Circles.In(graph).Select(c => string.Join(' ', c)));
    }

    private static IReadOnlyList<IReadOnlyList<string>> CirclesOf(string name) =>
        Circles.In(NamespaceGraph.Of(PackageProject.All.Single(p => p.Name == name).AssemblyFile));
}
