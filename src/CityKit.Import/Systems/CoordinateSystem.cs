using CityKit.Core;
using CityKit.Grids.Coordinates;
using ProjNet.CoordinateSystems.Transformations;

namespace CityKit.Import.Systems;

/// <summary>
/// What a file's coordinates are (坐标系): degrees or a plane, on a datum, or shifted as map apps do. A registry keeps WGS84; others are
/// converted. Immutable. A datum on the ellipsoid of WGS84, GRS80 or CGCS2000 counts as WGS84, which is right to 2 m and for CGCS2000 to a
/// few centimetres.
/// </summary>
public sealed class CoordinateSystem
{
    private readonly WktSystem? wkt; // null: degrees as WGS84 has them
    private readonly MathTransform? toDegrees;
    private readonly Func<double, double, GeoPoint>? shifted;

    private CoordinateSystem(string text, Func<double, double, GeoPoint>? shifted = null) => (Text, this.shifted) = (text, shifted);

    internal CoordinateSystem(string text, WktSystem wkt, DatumShift? datum = null, PlaneShift? plane = null)
    {
        (Text, this.wkt, Datum, Plane) = (text, wkt, datum, plane);
        toDegrees = plane is null ? wkt.ToDegrees() : plane.To.toDegrees;
        Refusal = wkt.IsOwnDatum && plane is null ? NoParameters() : plane?.To.Refusal;
    }

    /// <summary>WGS84 in degrees; for city work the same as CGCS2000.</summary>
    public static CoordinateSystem Wgs84 { get; } = new("wgs84");

    /// <summary>GCJ-02 (火星坐标) in degrees.</summary>
    public static CoordinateSystem Gcj02 { get; } = new("gcj02", (longitude, latitude) =>
        Gcj02Point.FromDegrees(longitude, latitude).ToGeoPoint());

    /// <summary>BD-09 (百度坐标) in degrees.</summary>
    public static CoordinateSystem Bd09 { get; } = new("bd09", (longitude, latitude) =>
        Bd09Point.FromDegrees(longitude, latitude).ToGeoPoint());

    /// <summary>Whether coordinates are lengths in a plane; else they are degrees.</summary>
    public bool IsPlane => wkt?.IsPlane ?? false;

    /// <summary>The number that its eastings begin with, in millions of metres (带号); 0 for none.</summary>
    public int ZonePrefix => Zone?.Prefix ?? 0;

    /// <summary>
    /// Why it cannot be converted: a datum such as Xi'an 80, Beijing 54 or a city's own is tens to hundreds of metres off, and without
    /// parameters nobody can say where. Code <c>system</c>. Null when it can.
    /// </summary>
    public Refusal? Refusal { get; }

    /// <summary>Its name or WKT, as it was read.</summary>
    internal string Text { get; }

    internal DatumShift? Datum { get; }

    internal PlaneShift? Plane { get; }

    /// <summary>Whether it is on a datum that parameters can shift.</summary>
    internal bool HasDatum => wkt is not null;

    /// <summary>The zone, of a transverse Mercator grid.</summary>
    internal GaussZone? Zone => wkt?.Zone;

    /// <summary>Whether it is CGCS2000 or one of its forerunners, so that what is elsewhere than in China is wrong.</summary>
    internal bool IsOfChina => wkt?.IsOfChina ?? false;


    /// <summary>Reads a system's name: <c>wgs84</c>, <c>gcj02</c>, <c>bd09</c>, <c>EPSG:4528</c>, <c>urn:ogc:def:crs:EPSG::4490</c>,
    /// <c>urn:ogc:def:crs:OGC:1.3:CRS84</c>, or WKT (version 1, OGC's or a .prj file's), at most 16,384 characters.</summary>
    /// <param name="text">The name.</param>
    /// <param name="refusal">Why it is not one, code <c>system</c>.</param>
    /// <returns>The system; null when it is not one. It may still need parameters: see <see cref="Refusal"/>.</returns>
    public static CoordinateSystem? Read(string text, out Refusal? refusal) => SystemText.Read(text, out refusal);

    /// <summary>The same, with seven parameters to WGS84 or CGCS2000.</summary>
    /// <exception cref="ArgumentException">It is on WGS84 already: only a system by EPSG code or WKT has a datum to be shifted.</exception>
    public CoordinateSystem With(DatumShift shift) => new(Text, (wkt ?? throw NothingToShift(nameof(shift))).Shifted(shift), shift);

    /// <summary>The same, with four parameters to another plane.</summary>
    /// <exception cref="ArgumentException">It is no plane, or the other is not one.</exception>
    public CoordinateSystem With(PlaneShift shift)
    {
        ArgumentNullException.ThrowIfNull(shift);
        if (!IsPlane || !shift.To.IsPlane) throw NothingToShift(nameof(shift));
        return new CoordinateSystem(Text, wkt!, Datum, shift);
    }

    /// <summary>The place of a position; false when there is none.</summary>
    /// <param name="first">What the file gives first (LON, x), in degrees or in the plane's unit.</param>
    /// <param name="second">What it gives second (LAT, y).</param>
    /// <param name="reading">Which is which.</param>
    /// <param name="place">The place.</param>
    public bool TryToWgs84(double first, double second, CoordinateReading reading, out GeoPoint place)
    {
        place = default;
        var (east, north) = reading.Axes == AxisOrder.EastNorth ? (first, second) : (second, first);
        if (Zone is { } zone && !zone.TryEasting(ref east, north, reading.ZonePrefix)) return false;
        if (Plane is not null) (east, north) = Plane.Shift(east, north);
        return TryConvert(east, north, out place);
    }

    /// <summary>The name for a message: WKT by what it calls itself.</summary>
    internal string Short => wkt is not null && Text.Contains('[', StringComparison.Ordinal) ? wkt.Name : Text;

    /// <summary>The name, with the parameters where there are any.</summary>
    public override string ToString() => string.Join(' ', new object?[] { Text, Datum, Plane }.Where(part => part is not null));

    private bool TryConvert(double east, double north, out GeoPoint place)
    {
        place = default;
        if (!TryToDegrees(ref east, ref north) || !GeoPoint.TryFromDegrees(east, north, out place)) return false;
        if (shifted is not null) place = shifted(east, north);
        return true;
    }

    private bool TryToDegrees(ref double east, ref double north)
    {
        double height = 0;
        try
        {
            toDegrees?.Transform(ref east, ref north, ref height);
            return true;
        }
        catch (Exception outside) when (outside is ArgumentException or InvalidOperationException)
        {
            return false; // the projection's iteration finds no place for such numbers
        }
    }

    private ArgumentException NothingToShift(string parameter) =>
        new($"{this} has nothing that these parameters could shift. 该坐标系不适用此转换参数。", parameter);

    private Refusal NoParameters() => Refusal.Of("system",
        $"{Short} is on another datum, tens to hundreds of metres off WGS84, and its parameters are not public: "
            + "give the city's own as 'transform' (seven, or four to another plane) in the mapping file, "
            + "or have the file converted to CGCS2000.",
        $"{Short} 采用另一大地基准，与 WGS84 相差数十至数百米，其转换参数不公开：请在映射文件“transform”中给出本市的七参数（或到另一平面的四参数），或先将文件转换为 CGCS2000。");
}
