namespace CityKit.House.Tests;

/// <summary>Each package has a README of its own, as people read it where they find the package.</summary>
public sealed class PackageReadmeTests
{
    public static TheoryData<string> Packages => [.. PackageProject.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Readme_OfEachPackage_SaysWhatItIsWhenNotAndHowItIsInstalled(string name)
    {
        var lines = LinesOf(name);
        Assert.Equal($"# {name}", lines[0]);
        Assert.InRange(lines.Length, 15, 40);
        Assert.Contains(lines, line => line.StartsWith("**When not.** ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dotnet ", StringComparison.Ordinal)
            && line.EndsWith($" {name}", StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_FirstLineAfterTheTitle_IsThePackagesOwn()
    {
        var alike = PackageProject.All.GroupBy(p => LinesOf(p.Name).Skip(1).First(line => line.Length > 0))
            .Where(group => group.Count() > 1);
        Assert.Empty(alike.Select(group => string.Join(", ", group.Select(p => p.Name))));
    }

    private static string[] LinesOf(string package)
    {
        using var stream = typeof(PackageReadmeTests).Assembly.GetManifestResourceStream($"readmes/{package}")
            ?? throw new InvalidOperationException($"{package} has no README.md beside its project file.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd().Split('\n');
    }
}
