using System.Xml.Linq;

namespace CityKit.House.Tests;

public sealed class ReferenceTests
{
    public static TheoryData<string> Projects => [.. PackageProject.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfEachPackage_AreInTheTable(string name) =>
        Assert.Empty(House.Refusals(PackageProject.All.Single(p => p.Name == name)));

    [Fact]
    public void References_OfTheTable_FormNoCircle() =>
        Assert.Empty(Circles.In(House.Rooms.ToDictionary(r => r.Name, r => r.MayKnow.ToHashSet())));

    [Theory] // each was so before, or is the mistake next to it
    [InlineData("CityKit.AspNetCore", "ProjectReference", "../CityKit.Import/CityKit.Import.csproj",
        "CityKit.AspNetCore may not reference the project CityKit.Import")]
    [InlineData("CityKit.Testing", "ProjectReference", "../../edge/CityKit.Edge/CityKit.Edge.csproj",
        "CityKit.Testing may not reference the project CityKit.Edge")]
    [InlineData("CityKit.Cases", "PackageReference", "CsvHelper", "CityKit.Cases may not reference the package CsvHelper")]
    [InlineData("CityKit.New", "PackageReference", "NodaTime", "CityKit.New is not in the table of the house")]
    public void Refusals_OfAWrongReference_NameIt(string name, string element, string include, string expected)
    {
        var project = new XDocument(
            new XElement("Project", new XElement("ItemGroup", new XElement(element, new XAttribute("Include", include)))));
        Assert.Equal([expected], House.Refusals(PackageProject.Read(name, project)));
    }
}
