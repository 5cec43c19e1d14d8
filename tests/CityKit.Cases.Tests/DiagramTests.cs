using CityKit.Cases.Profiles;

namespace CityKit.Cases.Tests;

public class DiagramTests
{
    [Fact]
    public void ToMermaid_EachProfile_IsTheOneInTheDocs()
    {
        using var reader = new StreamReader(typeof(DiagramTests).Assembly.GetManifestResourceStream("work-items.md")!);
        var docs = reader.ReadToEnd().ReplaceLineEndings("\n");
        foreach (var profile in ProfileCatalogue.BuiltIn.All)
            Assert.Contains($"`{profile.Id}`)\n\n```mermaid\n{ProfileDiagram.ToMermaid(profile)}```\n", docs, StringComparison.Ordinal);
    }
}
