namespace CityKit.Import.Tables;

/// <summary>
/// The shapes of a .shp file without their heights and measures, which are passed over (ESRI Shapefile Technical Description, 1998).
/// </summary>
internal enum ShapeKind
{
    None = 0,
    Point = 1,
    Line = 3,
    Polygon = 5,
    Points = 8,
    Patches = 31,
}
