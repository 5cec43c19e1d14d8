using System.Globalization;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Import.Systems;

/// <summary>
/// Where a file's rows can be: in the box that was named, else around the map (the part of the row's county, where the map has it), else
/// in the province of its codes, else in China when the system is China's.
/// </summary>
internal sealed class PlaceExpectation
{
    private const double LeastMargin = 0.05; // degrees
    private const double CityLatitude = 80; // the northernmost town is at 78.2°
    private static readonly LocalizedText AroundMap = new("地图范围", "the map");
    private static readonly LocalizedText Named = new("给定范围", "the box that was given");
    private static readonly (LocalizedText, GeoBox) China = (new LocalizedText("中国", "China"), new GeoBox(73, 3, 136, 54));

    private readonly GeoBox? around;
    private readonly GeoBox? whole;
    private readonly Dictionary<int, GeoBox> counties = [];
    private readonly bool isOfChina;

    internal PlaceExpectation(GeoBox? around, GridMap? map, bool isOfChina)
    {
        (this.around, this.isOfChina) = (around, isOfChina);
        foreach (var grid in map?.Grids ?? [])
        {
            var box = grid.Polygons.Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
            whole = whole?.Union(box) ?? box;
            if ((grid.Scheme == GridScheme.UnitGrid || grid.Scheme == GridScheme.Area) && CountyOf(grid.Code) is var county and > 0)
                counties[county] = counties.TryGetValue(county, out var known) ? known.Union(box) : box;
        }
    }

    /// <summary>The six digits that a code begins with; 0 when it does not.</summary>
    internal static int CountyOf(ReadOnlySpan<char> code) =>
        code.Length >= 6 && int.TryParse(code[..6], CultureInfo.InvariantCulture, out var county) && county >= 110_000 ? county : 0;

    /// <summary>The box for a row of a county, and what it is; null when there is nothing to hold it against.</summary>
    internal (LocalizedText Name, GeoBox Box)? Of(int county)
    {
        if (around is { } named) return (Named, named);
        if (whole is { } map) return (AroundMap, Wider(counties.TryGetValue(county, out var part) ? part : map));
        return ProvinceBoxes.Find(county) ?? (isOfChina ? China : null);
    }

    /// <summary>Whether a row can be there; a place of no expectation, anywhere where cities are.</summary>
    internal bool Allows(GeoPoint place, int county) =>
        Of(county) is { } expected ? expected.Box.Contains(place) : Math.Abs(place.Latitude) < CityLatitude;

    // A survey reaches beyond the map of one district, but not to another province.
    private static GeoBox Wider(GeoBox box)
    {
        var (east, north) = (Math.Max((box.East - box.West) / 2, LeastMargin), Math.Max((box.North - box.South) / 2, LeastMargin));
        return new GeoBox(box.West - east, box.South - north, box.East + east, box.North + north);
    }
}
