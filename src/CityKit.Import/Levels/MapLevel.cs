using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Import.Levels;

/// <summary>One level of nested grids (层级): where its grids are and how the grid above each is known.</summary>
/// <param name="File">The file's name as declared.</param>
/// <param name="Parent">How the grid above is known.</param>
/// <param name="Grids">How the level's grids are read: scheme, properties, and which features of the file they are.</param>
public sealed record MapLevel(string File, ParentRule Parent, GeoJsonGridOptions Grids)
{
    /// <summary>The level's scheme.</summary>
    public GridScheme Scheme => Grids.Scheme;
}
