using CityKit.Components;
using CityKit.Core;

namespace CityKit.Benchmarks.CityYears;

/// <summary>
/// The kinds that a set's types are taken for: the first row whose word a type contains. Types that no row knows are another authority's
/// and left out. The bodies are invented.
/// </summary>
internal static class CaseKinds
{
    private static readonly CaseKind[] Table =
    [
        Matter("noise", "06028", Bodies.Enforcement),
        Matter("driveway", "09012", Bodies.Traffic),
        Matter("parking", "09009", Bodies.Traffic),
        Matter("abandoned vehicle", "06034", Bodies.Traffic),
        Matter("derelict", "06034", Bodies.Traffic),
        Matter("unsanitary", "06036", Bodies.Sanitation),
        Matter("dead animal", "06037", Bodies.Sanitation),
        Matter("rodent", "06036", Bodies.Sanitation),
        Matter("sw-rat", "06036", Bodies.Sanitation),
        Matter("dumping", "06011", Bodies.Sanitation),
        Matter("dirty", "06012", Bodies.Sanitation),
        Matter("sweeping", "06012", Bodies.Sanitation),
        Matter("missed collection", "06042", Bodies.Sanitation),
        Matter("trash", "06042", Bodies.Sanitation),
        Matter("disposal", "06041", Bodies.Sanitation),
        Matter("graffiti", "06004", Bodies.Enforcement),
        Matter("posting", "07001", Bodies.Enforcement),
        Matter("illegal tree", "06045", Bodies.Parks),
        Matter("root/", "06051", Bodies.Roads),
        Component("tree", "04002", Bodies.Parks),
        Matter("park rules", "06047", Bodies.Parks),
        Matter("in a park", "06047", Bodies.Parks),
        Component("light", "01037", Bodies.Roads),
        Component("signal", "02014", Bodies.Traffic),
        Component("street sign", "02010", Bodies.Traffic),
        Matter("pothole", "06013", Bodies.Roads),
        Matter("street condition", "06013", Bodies.Roads),
        Matter("sidewalk", "06051", Bodies.Roads),
        Matter("curb", "06050", Bodies.Roads),
        Component("water", "01001", Bodies.Water),
        Component("sewer", "01004", Bodies.Water),
        Matter("obstruction", "09006", Bodies.Enforcement),
        Matter("vend", "09001", Bodies.Enforcement),
        Matter("dining", "09005", Bodies.Enforcement),
        Matter("homeless", "09003", Bodies.Enforcement),
        Matter("encampment", "09003", Bodies.Enforcement),
        Matter("panhandling", "09003", Bodies.Enforcement),
        Matter("food", "09015", Bodies.Enforcement),
        Matter("construction", "08001", Bodies.Enforcement),
        Matter("building/use", "06001", Bodies.Enforcement),
        Matter("air quality", "06027", Bodies.Enforcement),
        Component("elevator", "01076", Bodies.Water),
    ];

    /// <summary>Every body that handles a kind.</summary>
    internal static IEnumerable<CaseKind> All => Table;

    /// <summary>The kind of a type; null when another authority handles it.</summary>
    internal static CaseKind? Of(string type) =>
        Array.Find(Table, kind => type.Contains(kind.Word, StringComparison.OrdinalIgnoreCase));

    private static CaseKind Matter(string word, string code, string body) =>
        new(word, ClassKey.Matter(CatalogueStandard.GbT47678, code), body);

    private static CaseKind Component(string word, string code, string body) =>
        new(word, ClassKey.Component(CatalogueStandard.GbT47678, code), body);
}
