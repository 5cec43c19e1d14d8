namespace CityKit.Client.Items;

/// <summary>Where something is; what is not known is null.</summary>
/// <param name="Longitude">Degrees in WGS 84.</param>
/// <param name="Latitude">Degrees in WGS 84.</param>
/// <param name="Grid">The unit grid's code (单元网格标识码).</param>
/// <param name="Compound">The compound (小区).</param>
/// <param name="Building">The building (楼栋).</param>
/// <param name="Entrance">The entrance (单元).</param>
/// <param name="Address">The place in words.</param>
public sealed record Place(double? Longitude = null, double? Latitude = null, string? Grid = null, string? Compound = null,
    string? Building = null, string? Entrance = null, string? Address = null)
{
    /// <summary>Other grids that the point may be in as well, by its accuracy, the nearest first; null when it is plain.</summary>
    public IReadOnlyList<string>? NearGrids { get; init; }

    /// <summary>A thing at the place that is no component: a lift, a pump room, a pole.</summary>
    public string? Spot { get; init; }

    /// <summary>The component's id; of alerts and leads alone.</summary>
    public string? Component { get; init; }

    /// <summary>The household, by its subject; of alerts and leads alone.</summary>
    public string? Household { get; init; }
}
