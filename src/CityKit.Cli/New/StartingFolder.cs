using System.Reflection;

namespace CityKit.Cli.New;

/// <summary>What <c>citykit new</c> writes under one name. Hub and edge are the templates of <c>dotnet new</c>.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="Source">The folder of its files in this assembly.</param>
/// <param name="Description">What it is, for people.</param>
/// <param name="Next">The two commands to go on with; <c>{0}</c> is the folder.</param>
internal sealed record StartingFolder(string Name, string Source, string Description, params string[] Next)
{
    private const string Root = "new/";
    private const string VersionMark = "{CityKitVersion}";

    internal static StartingFolder[] All { get; } =
    [
        new("hub", "citykit-hub", "A hub on HTTP with SQLite: one reading opens a work item. 城市中枢。",
            "citykit city check {0}/city", "cd {0} && dotnet run"),
        new("edge", "citykit-edge", "An edge agent of your own: edge.json, rules, a script for its pins. 边缘代理。",
            "citykit city check {0}", "cd {0} && dotnet run -- simulate script.txt --config edge.json"),
        new("rules", "rules", "Rules and their tests. 规则及其测试。",
            "citykit rule check {0}/levels.rules.json", "citykit rule test {0}/levels.rules.json"),
        new("profile", "profile", "A kind of work of your own, and a policy for it. 自定义业务类型。",
            "citykit city check {0}", "citykit new hub HUB"),
    ];

    /// <summary>Its files: a path with slashes, and the text.</summary>
    internal IEnumerable<(string Path, string Text)> Files()
    {
        var assembly = typeof(StartingFolder).Assembly;
        var folder = $"{Root}{Source}/";
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
            if (name.Replace('\\', '/') is var path && path.StartsWith(folder, StringComparison.Ordinal))
                yield return (path[folder.Length..], Read(assembly, name));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Replace(VersionMark, VersionOf(assembly), StringComparison.Ordinal);
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
