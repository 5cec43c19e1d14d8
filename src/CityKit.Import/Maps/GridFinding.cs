using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>One thing a map check found between grids (检查结果).</summary>
/// <param name="Kind">What.</param>
/// <param name="Codes">The grids, and the area, it is about; for a gap the grids around it, at most 8, or the area it is in when there
/// are none.</param>
/// <param name="Where">A point of it.</param>
/// <param name="SquareMetres">How large it is; 0 for a wrong sequence and an unknown area; of a repaired grid the change of its
/// area.</param>
/// <param name="Parts">The ground it is about; empty for a wrong sequence, an unknown area and a repaired grid.</param>
/// <param name="Message">All of it in words.</param>
public sealed record GridFinding(GridFindingKind Kind, ImmutableArray<string> Codes, GeoPoint Where, double SquareMetres,
    ImmutableArray<GeoPolygon> Parts, LocalizedText Message)
{
    /// <summary>What changed, of a repaired grid; null otherwise.</summary>
    public GridRepair? Repair { get; init; }

    /// <summary>The message and the place.</summary>
    public override string ToString() => $"{Kind} at {Where}: {Message}";
}
