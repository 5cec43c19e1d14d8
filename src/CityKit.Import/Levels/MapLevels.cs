using System.Collections.Immutable;
using CityKit.Core.Text;

namespace CityKit.Import.Levels;

/// <summary>Nested levels of a city's grids (多级网格), declared as data: city, district, street; borough and community district.</summary>
/// <param name="Levels">The levels, the widest first.</param>
public sealed record MapLevels(ImmutableArray<MapLevel> Levels)
{
    /// <summary>The most levels.</summary>
    public const int MaxLevels = 16;

    /// <summary>Reads the levels, the widest first; null when <paramref name="errors"/> names anything wrong, with line and column:
    /// <c>{"notice"?: {zh, en}, "file"?, "levels": [{"scheme", "file"?, "where"?: {"property", "value"}, "code", "name"?, "parent"?:
    /// "prefix" | "property" | "place", "parentProperty"?}]}</c>.
    /// A level without a file is in that of the whole; <c>where</c> chooses its features; every level but the widest has a parent, one by
    /// property names the property.</summary>
    public static MapLevels? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors) => MapLevelsJson.Read(utf8, out errors);
}
