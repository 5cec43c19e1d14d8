using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using CityKit.Core;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CityKit.NetTopologySuite;

/// <summary>Writes and reads geometries as OGC's WKB and as PostGIS's EWKB, which has the SRID too.</summary>
/// <remarks>
/// For a database or a program that speaks WKB beside CityKit. Everything is pure and serves any thread. Bytes from outside are checked
/// before the library reads them: what is wrong is a refusal, not an exception. It reads points, polygons and multi-polygons, no lines and
/// no collections, and transforms no coordinates.
/// </remarks>
/// <example><code>
/// var map = new GridMap(GridFileReader.Read("grids.geojson").Grids);
/// byte[] ewkb = Wkb.WriteExtended(map.Grids[0].ToGeometry()); // SRID 4326, x is the longitude
/// if (Wkb.TryRead(ewkb, out var geometry, out var refusal) &amp;&amp; FromGeometry.TryPolygons(geometry, out var polygons, out refusal))
///     Console.WriteLine($"{polygons.Length} polygons");
/// else Console.Error.WriteLine(refusal.Message.En);
/// </code></example>
public static class Wkb
{
    private const uint KindMask = 0xFFFF;
    private const int KindsApart = 1_000; // those with z or m
    private const int HeadBytes = 5;

    /// <summary>EWKB with the geometry's SRID, little-endian: what PostGIS takes for a <c>geometry</c>.</summary>
    public static byte[] WriteExtended(Geometry geometry) => new WKBWriter(ByteOrder.LittleEndian, handleSRID: true).Write(geometry);

    /// <summary>WKB without an SRID, little-endian.</summary>
    public static byte[] Write(Geometry geometry) => new WKBWriter(ByteOrder.LittleEndian, handleSRID: false).Write(geometry);

    /// <summary>Reads WKB or EWKB of a point, polygon or multi-polygon; its SRID is 0 where the bytes have none.</summary>
    /// <param name="bytes">The bytes; what they claim is held to their number.</param>
    /// <param name="geometry">The geometry; rings that cross are seen when it is made a polygon of CityKit.</param>
    /// <param name="refusal">Why there is none: <c>kind</c>, or <c>wkb</c> for damaged bytes and rings that are not closed.</param>
    public static bool TryRead(byte[] bytes, [NotNullWhen(true)] out Geometry? geometry, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        geometry = null;
        refusal = KindOf(bytes) is 1 or 3 or 6 ? null : Refusal.Of("kind", "The bytes are no WKB of a point, polygon or multi-polygon.",
            "这些字节不是点、面或多面的 WKB。");
        if (refusal is null) refusal = Read(bytes, out geometry);
        return refusal is null;
    }

    // Seen before the library reads it: a collection in a collection goes one call deeper for every nine bytes.
    private static uint KindOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes || bytes[0] > 1) return 0;
        var kind = bytes[0] == 1 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        return (kind & KindMask) % KindsApart;
    }

    private static Refusal? Read(byte[] bytes, out Geometry? geometry)
    {
        geometry = null;
        try
        {
            geometry = new WKBReader { IsStrict = true }.Read(bytes);
            if (geometry.SRID < 0) geometry.SRID = 0;
            return null;
        }
        catch (ParseException damaged)
        {
            return Refusal.Of("wkb", $"The WKB cannot be read: {damaged.Message}", $"无法读取 WKB：{damaged.Message}");
        }
    }
}
