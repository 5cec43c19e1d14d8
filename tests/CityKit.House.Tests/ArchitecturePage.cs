using System.Text.RegularExpressions;

namespace CityKit.House.Tests;

/// <summary>The parts of docs/architecture.md that are drawn from the code.</summary>
internal static partial class ArchitecturePage
{
    private const string Kernel = "CityKit";

    /// <summary>Folders of the kernel's package; the package's own folder is named for it.</summary>
    private static Dictionary<string, HashSet<string>> Folders { get; } = ReadFolders();

    /// <summary>The page with its drawn parts as the code has them now; everything else stays.</summary>
    internal static string Redraw(string page) => DrawnParts.Redraw(page, Draw);

    private static string Draw(string what) => what switch
    {
        "packages" => Fenced(PackageArrows()),
        "references" => string.Concat(PackageProject.All.Select(Row)
            .Prepend("| package | references | may reference as well |\n|---|---|---|\n")),
        "folders" => Fenced(FolderArrows(Folders)),
        "names" => string.Concat(Folders.OrderBy(f => f.Key, StringComparer.Ordinal).Select(Row)
            .Prepend("| folder | names types of |\n|---|---|\n")),
        _ => throw new ArgumentException($"'{what}' is nothing that is drawn.", nameof(what)),
    };

    private static string Fenced(IEnumerable<string> lines) =>
        $"```mermaid\nflowchart TD\n{string.Concat(lines.Select(line => $"    {line}\n"))}```\n";

    private static IEnumerable<string> PackageArrows()
    {
        var references = PackageProject.All.ToDictionary(p => p.Name, p => p.Projects.ToHashSet());
        return PackageProject.All.Select(p => $"{IdOf(p.Name)}[\"{p.Name}\"]").Concat(Arrows(Reduced(references)));
    }

    private static string Row(PackageProject package)
    {
        var there = PackageProject.All.Select(p => p.Name).ToHashSet();
        var others = House.Rooms.Single(r => r.Name == package.Name).MayKnow
            .Where(name => there.Contains(name) && !package.Projects.Contains(name));
        return $"| `{package.Name}` | {List(package.Projects)} | {List(others)} |\n";
    }

    private static Dictionary<string, HashSet<string>> ReadFolders()
    {
        var graph = NamespaceGraph.Of(PackageProject.All.Single(p => p.Name == Kernel).AssemblyFile);
        return graph.Where(folder => Own().IsMatch(folder.Key)).ToDictionary(
            folder => FolderOf(folder.Key),
            folder => folder.Value.Where(known => Own().IsMatch(known)).Select(FolderOf).ToHashSet());
    }

    /// <summary>Folders that form a circle are one box.</summary>
    internal static IEnumerable<string> FolderArrows(Dictionary<string, HashSet<string>> folders)
    {
        var boxOf = folders.Keys.ToDictionary(name => name, name => name);
        foreach (var circle in Circles.In(folders))
            foreach (var name in circle) boxOf[name] = string.Join(", ", circle);
        var boxes = folders.GroupBy(f => boxOf[f.Key]).ToDictionary(
            box => box.Key,
            box => box.SelectMany(f => f.Value).Select(known => boxOf[known]).Where(known => known != box.Key).ToHashSet());
        return boxes.Keys.Order(StringComparer.Ordinal).Select(box => $"{IdOf(box)}[\"{box}\"]").Concat(Arrows(Reduced(boxes)));
    }

    private static string Row(KeyValuePair<string, HashSet<string>> folder) => $"| `{folder.Key}` | {List(folder.Value)} |\n";

    /// <summary>Without the arrows that a way over others says as well.</summary>
    private static IEnumerable<(string From, string To)> Reduced(Dictionary<string, HashSet<string>> graph) =>
        from node in graph
        from known in node.Value
        where !node.Value.Any(other => other != known && Circles.From(other, graph).Contains(known))
        select (node.Key, known);

    private static IEnumerable<string> Arrows(IEnumerable<(string From, string To)> arrows) =>
        arrows.Select(a => $"{IdOf(a.From)} --> {IdOf(a.To)}").Order(StringComparer.Ordinal);

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"`{name}`"));

    private static string IdOf(string name) => NoLetter().Replace(name, "_");

    private static string FolderOf(string space) => space == Kernel ? Kernel : space[(Kernel.Length + 1)..];

    /// <summary>Sources that several packages share are no folder of this one.</summary>
    [GeneratedRegex(@"^CityKit(\.(?!Shared\b)\w+)*$")]
    private static partial Regex Own();

    [GeneratedRegex(@"\W+")]
    private static partial Regex NoLetter();
}
