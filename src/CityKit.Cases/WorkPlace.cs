using CityKit.Core;

namespace CityKit.Cases;

/// <summary>Where a work item is (事发位置). What is not known is null.</summary>
public sealed record WorkPlace
{
    /// <summary>Nowhere known.</summary>
    public static WorkPlace Unknown { get; } = new();

    /// <summary>The point.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>The unit grid's code (单元网格标识码); its first digits are the area's.</summary>
    public string? Grid { get; init; }

    /// <summary>Other grids that the point may be in as well (相邻网格), by its accuracy, the nearest first; empty when it is plain.</summary>
    public IReadOnlyList<string> NearGrids { get; init; } = [];

    /// <summary>The compound (小区).</summary>
    public string? Compound { get; init; }

    /// <summary>The building (楼栋).</summary>
    public string? Building { get; init; }

    /// <summary>The entrance (单元).</summary>
    public string? Entrance { get; init; }

    /// <summary>A thing at the place that is no component: a lift, a pump room, a pole (电梯、泵房、立杆).</summary>
    public string? Spot { get; init; }

    /// <summary>The place in words, such as a crossing. Never a dwelling's number with a person's name.</summary>
    public string? Address { get; init; }
}
