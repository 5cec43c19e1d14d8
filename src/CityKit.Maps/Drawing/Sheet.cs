using CityKit.Core;
using CityKit.Maps.Shapes;

namespace CityKit.Maps.Drawing;

/// <summary>From places to pixels of a sheet: north up, true to shape at the middle latitude.</summary>
internal sealed class Sheet
{
    private const double Margin = 16;

    private readonly GeoBox box;
    private readonly double perEast;
    private readonly double perNorth;
    private readonly double left;
    private readonly double top;

    /// <param name="box">What is shown.</param>
    /// <param name="left">The sheet's left side in the picture.</param>
    /// <param name="top">Its upper side.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="mostHeight">The most height; a city that is long from north to south is drawn smaller.</param>
    internal Sheet(GeoBox box, double left, double top, double width, double mostHeight)
    {
        var cosine = Math.Cos((box.South + box.North) / 2 * (Math.PI / 180));
        var (east, north) = (Math.Max((box.East - box.West) * cosine, 1e-6), Math.Max(box.North - box.South, 1e-6));
        perNorth = Math.Min((width - 2 * Margin) / east, (mostHeight - 2 * Margin) / north);
        perEast = perNorth * cosine;
        (this.box, Left, Top, Width, Height) = (box, left, top, width, north * perNorth + 2 * Margin);
        (this.left, this.top) = (left + (width - east * perNorth) / 2, top + Margin);
    }

    internal double Left { get; }

    internal double Top { get; }

    internal double Width { get; }

    internal double Height { get; }

    internal double Right => Left + Width;

    internal double Bottom => Top + Height;

    /// <summary>Metres of a pixel, at the middle latitude.</summary>
    internal double MetresOfPixel => GroundLine.MetresOfDegree / perNorth;

    internal (double X, double Y) Point(GeoPoint place) =>
        (left + (place.Longitude - box.West) * perEast, top + (box.North - place.Latitude) * perNorth);

    internal IEnumerable<IEnumerable<(double X, double Y)>> Rings(IEnumerable<GeoPolygon> polygons) =>
        polygons.SelectMany(polygon => polygon.Holes.Prepend(polygon.Outer)).Select(ring => ring.Select(Point));
}
