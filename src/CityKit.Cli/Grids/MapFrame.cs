using CityKit.Core;

namespace CityKit.Cli.Grids;

/// <summary>From places to pixels: north up, true to shape at the middle latitude, with a margin.</summary>
internal sealed class MapFrame
{
    private const int Margin = 12;
    private const int MostHeight = 20_000;

    private readonly GeoBox box;
    private readonly double perEast;
    private readonly double perNorth;

    private MapFrame(GeoBox box, int width)
    {
        this.box = box;
        var cosine = Math.Cos((box.South + box.North) / 2 * (Math.PI / 180));
        var (east, north) = (Math.Max((box.East - box.West) * cosine, 1e-9), Math.Max(box.North - box.South, 1e-9));
        perNorth = Math.Min((width - 2 * Margin) / east, (MostHeight - 2 * Margin) / north);
        perEast = perNorth * cosine;
        (Width, Height) = (width, (int)Math.Ceiling(north * perNorth) + 2 * Margin);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal static MapFrame Around(GeoBox box, int width) => new(box, width);

    internal static MapFrame Around(IEnumerable<GeoPolygon> polygons, int width) =>
        new(polygons.Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b)), width);

    internal (double X, double Y) Point(GeoPoint place) =>
        (Margin + (place.Longitude - box.West) * perEast, Margin + (box.North - place.Latitude) * perNorth);

    internal IEnumerable<IEnumerable<(double X, double Y)>> Rings(GeoPolygon polygon) =>
        polygon.Holes.Prepend(polygon.Outer).Select(ring => ring.Select(Point));
}
