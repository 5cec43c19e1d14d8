using CityKit.Grids.Maps;
using CityKit.Import.Systems;

namespace CityKit.Import.Maps;

/// <summary>How grids are read from a file.</summary>
public sealed record GeoJsonGridOptions
{
    /// <summary>The scheme of all grids in the file; decides how codes are checked.</summary>
    public GridScheme Scheme { get; init; } = GridScheme.UnitGrid;

    /// <summary>The property with the code; its value is a text or a whole number.</summary>
    public string CodeProperty { get; init; } = "code";

    /// <summary>The property with the name; a feature without it has an empty name.</summary>
    public string NameProperty { get; init; } = "name";

    /// <summary>The property that is <c>true</c> for provisional grids.</summary>
    public string ProvisionalProperty { get; init; } = "provisional";

    /// <summary>The property with the first day a grid holds, YYYY-MM-DD or YYYYMMDD; a feature without it has always held.</summary>
    public string FromProperty { get; init; } = "validFrom";

    /// <summary>The property with the first day a grid no longer holds, YYYY-MM-DD or YYYYMMDD; a feature without it still holds.</summary>
    public string UntilProperty { get; init; } = "validUntil";

    /// <summary>The property with the code of the grid above; null when the file has none.</summary>
    public string? ParentProperty { get; init; }

    /// <summary>Which features are meant, of a file with several levels; null for all.</summary>
    public PropertyFilter? Only { get; init; }

    /// <summary>
    /// Whether grids whose rings cross or lie wrongly are repaired and taken, with a finding of what changed; otherwise they are left out.
    /// </summary>
    public bool Repair { get; init; }

    /// <summary>What the coordinates are; null: what the file says of itself, or WGS84.</summary>
    public CoordinateSystem? System { get; init; }

    /// <summary>Which axis the file gives first; null to recognise it in a plane, and east first in degrees.</summary>
    public AxisOrder? Axes { get; init; }

    /// <summary>
    /// Whether grids are taken wherever they are. Unless it is set, a file is refused whose first shapes are mostly nowhere on Earth, or
    /// not
    /// in the province of their codes, or not in China when its system is China's.
    /// </summary>
    public bool TakesAnyPlace { get; init; }

    /// <summary>The layer of a GeoPackage or sheet of a workbook; null for the only layer, or the first sheet with a header.</summary>
    public string? Layer { get; init; }

    /// <summary>Most features in a file.</summary>
    public int MaxFeatures { get; init; } = 1_000_000;

    /// <summary>Most bytes of one feature, which is also what the reader holds in memory.</summary>
    public int MaxFeatureBytes { get; init; } = 64 << 20;

    /// <summary>The properties that are read, each with what it says.</summary>
    internal IEnumerable<(string Property, FeatureRoles Role)> Roles()
    {
        yield return (CodeProperty, FeatureRoles.Code);
        yield return (NameProperty, FeatureRoles.Name);
        yield return (FromProperty, FeatureRoles.From);
        yield return (UntilProperty, FeatureRoles.Until);
        yield return (ProvisionalProperty, FeatureRoles.Provisional);
        if (ParentProperty is { } parent) yield return (parent, FeatureRoles.Parent);
        if (Only is { } filter) yield return (filter.Property, FeatureRoles.Filter);
    }
}
