namespace CityKit.Import.Maps;

/// <summary>What repairing a grid's rings changed (修复记录).</summary>
/// <param name="SquareMetresBefore">The area the rings as written gave, in m²; ground that rings wind around twice counts by their
/// directions.</param>
/// <param name="SquareMetresAfter">The area now, in m².</param>
/// <param name="LargestShiftMetres">How far the corner that moved most is from the border as it is now, in metres.</param>
/// <param name="PartsBefore">Polygons before.</param>
/// <param name="PartsAfter">Polygons now.</param>
public sealed record GridRepair(double SquareMetresBefore, double SquareMetresAfter, double LargestShiftMetres, int PartsBefore,
    int PartsAfter);
