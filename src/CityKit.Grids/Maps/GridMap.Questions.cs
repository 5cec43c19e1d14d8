using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <content>What is near, around and in a region.</content>
public sealed partial class GridMap
{
    private const int MostMetres = GeoRegion.MostMetres;

    /// <summary>
    /// The grid a place is in, or else the nearest one whose border is within a distance; of equally near ones the lowest code. False
    /// when there is none.
    /// </summary>
    /// <param name="place">The place.</param>
    /// <param name="withinMetres">The greatest distance to a border, in metres in a local frame around the place; 0 or more, at most
    /// 1,000,000.</param>
    /// <param name="found">The grid, how far it is, and where its border is nearest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is negative, greater than 1,000,000 m or not a number.</exception>
    public bool TryFindNearest(GeoPoint place, double withinMetres, out NearestGrid found)
    {
        RequireDistance(withinMetres);
        if (TryLocate(place, out var grid))
        {
            found = new NearestGrid(grid, 0, place);
            return true;
        }
        var index = locator.FindNearest(place, withinMetres, out var border);
        found = index < 0 ? default : new NearestGrid(grids[index], place.MetresTo(border), border);
        return index >= 0;
    }

    /// <summary>
    /// The grids that a place may be in when it is known with an accuracy: the one it is in first, then the others whose border is so
    /// near, nearest first, equally near ones by code.
    /// </summary>
    /// <param name="place">The place.</param>
    /// <param name="withinMetres">The accuracy, in metres in a local frame around the place; 0 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is negative, greater than 1,000,000 m or not a number.</exception>
    public ImmutableArray<NearestGrid> LocateAll(GeoPoint place, double withinMetres)
    {
        RequireDistance(withinMetres);
        var own = locator.Find(place);
        var others = locator.Near(GeoRegion.Circle(place, withinMetres).Bounds).Where(index => index != own)
            .Select(index => NearestOf(index, place));
        var near = others.Where(found => found.Metres <= withinMetres).OrderBy(found => found.Metres);
        return own < 0 ? [.. near] : [new NearestGrid(grids[own], 0, place), .. near];
    }

    /// <summary>The grids that share a point with a region, by code: those in a box, along a street, around a place. Borders that touch do
    /// share.</summary>
    public ImmutableArray<Grid> In(GeoRegion region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return [.. locator.Near(region.Bounds).Select(index => grids[index]).Where(grid => grid.Polygons.Any(region.Meets))];
    }

    /// <summary>The ground that some grids cover, as one region to look in.</summary>
    /// <param name="codes">Codes of grids of the map.</param>
    /// <exception cref="ArgumentException">There is no code, or the map has no such grid.</exception>
    public GeoRegion RegionOf(params IEnumerable<string> codes) => GeoRegion.Polygons([.. codes.SelectMany(code => PolygonsOf(code))]);

    private NearestGrid NearestOf(int index, GeoPoint place)
    {
        if (grids[index].Polygons.Any(polygon => polygon.Contains(place))) return new NearestGrid(grids[index], 0, place);
        var border = locator.BorderOf(index, place);
        return new NearestGrid(grids[index], place.MetresTo(border), border);
    }

    private ImmutableArray<GeoPolygon> PolygonsOf(string code) => byCode.TryGetValue(code, out var grid) ? grid.Polygons
        : throw new ArgumentException($"The map has no grid {code}.", nameof(code));

    private static void RequireDistance(double withinMetres)
    {
        if (!(withinMetres is >= 0 and <= MostMetres))
            throw new ArgumentOutOfRangeException(nameof(withinMetres), withinMetres,
                $"The distance must be 0 to {MostMetres} m.");
    }
}
