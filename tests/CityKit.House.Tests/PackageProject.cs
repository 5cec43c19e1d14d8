using System.Xml.Linq;

namespace CityKit.House.Tests;

/// <summary>One package's project file: what it references, and the assembly it builds.</summary>
internal sealed record PackageProject(string Name, string Assembly, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    private const string Prefix = "projects/";

    internal static IReadOnlyList<PackageProject> All { get; } =
        [.. typeof(PackageProject).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(Read)];

    internal string AssemblyFile => Path.Combine(AppContext.BaseDirectory, $"{Assembly}.dll");

    private static PackageProject Read(string resource)
    {
        using var stream = typeof(PackageProject).Assembly.GetManifestResourceStream(resource)!;
        return Read(resource[Prefix.Length..], XDocument.Load(stream));
    }

    internal static PackageProject Read(string name, XDocument project) => new(
        name,
        project.Descendants("AssemblyName").FirstOrDefault()?.Value ?? name,
        [.. Included(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
        [.. Included(project, "PackageReference")]);

    private static IEnumerable<string> Included(XDocument project, string element) =>
        project.Descendants(element).SelectMany(e => e.Attribute("Include")?.Value.Split(';') ?? []);
}
