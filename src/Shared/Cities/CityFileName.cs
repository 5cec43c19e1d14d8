using CityKit.Core.Text;

namespace CityKit.Shared.Cities;

/// <summary>
/// What a file is called says what it holds: <c>rules.json</c>, or <c>SOMETHING.rules.json</c>; with <c>.gz</c> when it is packed.
/// </summary>
internal static class CityFileName
{
    private static readonly (CityFolderKind Kind, string Name)[] Names =
    [
        (CityFolderKind.Rules, "rules.json"),
        (CityFolderKind.RuleTests, "tests.json"),
        (CityFolderKind.Sensors, "sensors.json"),
        (CityFolderKind.Policy, "policy.json"),
        (CityFolderKind.Calendar, "calendar.json"),
        (CityFolderKind.Profile, "profile.json"),
        (CityFolderKind.Catalogue, "catalogue.json"),
        (CityFolderKind.Rewards, "rewards.json"),
        (CityFolderKind.UnitGrids, "unit-grids.geojson"),
        (CityFolderKind.UnitGrids, "unit-grids.shp"),
        (CityFolderKind.UnitGrids, "unit-grids.csv"),
        (CityFolderKind.Nets, "nets.json"),
        (CityFolderKind.Compound, "compound.json"),
        (CityFolderKind.Edge, "edge.json"),
        (CityFolderKind.Standard, "standard.json"),
    ];

    /// <summary>All names, for people.</summary>
    internal static string All => string.Join(", ", Names.Select(known => known.Name));

    /// <summary>What a file of this name holds; null when the name says nothing.</summary>
    internal static CityFolderKind? KindOf(string path)
    {
        var name = Plain(path);
        foreach (var (kind, known) in Names)
            if (name == known || name.EndsWith($".{known}", StringComparison.Ordinal)) return kind;
        return null;
    }

    /// <summary>The name that was probably meant; null when none is near.</summary>
    internal static string? MeantBy(string path)
    {
        var name = Plain(path);
        var known = Names.Select(row => row.Name).Where(meant => Path.GetExtension(meant) == Path.GetExtension(name)).ToList();
        var near = NearMiss.Of(Path.GetFileNameWithoutExtension(name), known.Select(Path.GetFileNameWithoutExtension)!);
        return known.Find(meant => Path.GetFileNameWithoutExtension(meant) == near);
    }

    private static string Plain(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
    }
}
