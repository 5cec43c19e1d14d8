using System.Reflection;

namespace CityKit.House.Tests;

/// <summary>
/// docs/architecture.md shows the packages and folders that there are. With CITYKIT_WRITE_DOCS=1 in the environment this test draws them.
/// </summary>
public sealed class ArchitecturePageTests
{
    internal static readonly string Docs =
        typeof(ArchitecturePageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Docs").Value!;

    private static string Page => Path.Combine(Docs, "architecture.md");

    private static string[] Parts => ["packages", "references", "folders", "names"];

    [Fact]
    public void Page_OfTheArchitecture_IsAsTheCodeIs()
    {
        var page = File.ReadAllText(Page);
        Assert.Equal(Parts, DrawnParts.Of(page));
        var drawn = ArchitecturePage.Redraw(page);
        if (Environment.GetEnvironmentVariable("CITYKIT_WRITE_DOCS") == "1") File.WriteAllText(Page, drawn);
        else Assert.Equal(drawn, page);
    }

    [Theory]
    [InlineData("CityKit_Sqlite --> CityKit\n")]
    [InlineData("CityKit --> CityKit_Sensors\n")]
    [InlineData("| `CityKit.AspNetCore` | `CityKit` |")]
    [InlineData("Storage --> Documents\n")]
    public void Redraw_OfEmptyParts_HasWhatTheCodeHas(string arrow)
    {
        var drawn = ArchitecturePage.Redraw(string.Concat(Parts.Select(part => $"<!-- drawn from the code: {part} -->\n<!-- end -->\n")));
        Assert.Contains(arrow, drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("Shared", drawn, StringComparison.Ordinal);
        Assert.Equal(drawn, ArchitecturePage.Redraw(drawn));
    }

    [Fact]
    public void FolderArrows_OfACircle_AreThoseOfOneBox()
    {
        var folders = new Dictionary<string, HashSet<string>> { ["a"] = ["b", "c"], ["b"] = ["a", "c"], ["c"] = [], ["d"] = ["a", "c"] };
        Assert.Equal(["a_b[\"a, b\"]", "c[\"c\"]", "d[\"d\"]", "a_b --> c", "d --> a_b"], ArchitecturePage.FolderArrows(folders));
    }

    [Fact]
    public void Redraw_OutsideItsParts_ChangesNothing()
    {
        const string Text = "# A page\n\n```mermaid\nflowchart LR\n```\n";
        Assert.Equal(Text, ArchitecturePage.Redraw(Text));
    }
}
