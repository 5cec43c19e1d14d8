using System.Reflection;

namespace CityKit.Sensors.Packs;

/// <summary>The ready-made rule packs (内置规则包).</summary>
/// <remarks>
/// They are a start: copy what a city needs into its own rule file, and change limits, classes and who is notified there. All members serve
/// any thread. A hub uses none by itself, and a pack that changes with a version changes no file of yours.
/// </remarks>
/// <example><code>
/// foreach (var pack in RulePacks.All) Console.WriteLine($"{pack.Name}: {pack.Rules.Rules.Length} rules");
/// var smoke = RulePacks.Find("smoke")!;
/// File.WriteAllBytes("smoke.rules.json", smoke.RulesJson.ToArray());
/// foreach (var result in smoke.Tests.Run(smoke.Rules)) Console.WriteLine($"{result.Test.Name}: {result.Passed}");
/// </code></example>
public static class RulePacks
{
    private const string Prefix = "packs/";
    private const string RulesEnd = ".rules.json";
    private const string TestsEnd = ".tests.json";

    /// <summary>All packs, by name.</summary>
    public static IReadOnlyList<RulePack> All { get; } = Read();

    /// <summary>The pack of a name; null when there is none.</summary>
    public static RulePack? Find(string name) => All.FirstOrDefault(pack => pack.Name == name);

    private static RulePack[] Read()
    {
        var assembly = typeof(RulePacks).Assembly;
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
               where resource.StartsWith(Prefix, StringComparison.Ordinal) && resource.EndsWith(RulesEnd, StringComparison.Ordinal)
               let name = resource[Prefix.Length..^RulesEnd.Length]
               orderby name
               select new RulePack(name, Bytes(assembly, resource), Bytes(assembly, $"{Prefix}{name}{TestsEnd}")),
        ];
    }

    private static byte[] Bytes(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
