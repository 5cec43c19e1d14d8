namespace CityKit.Cli.Grids;

/// <summary>What was found for a point.</summary>
/// <param name="Code">The grid's code; empty when there is none.</param>
/// <param name="Metres">How far its border is, 0 inside; null when there is none.</param>
/// <param name="Parents">The codes above it, the narrowest first, with spaces between.</param>
internal readonly record struct LocatedGrid(string Code, double? Metres, string Parents)
{
    internal static LocatedGrid None => new("", null, "");
}
