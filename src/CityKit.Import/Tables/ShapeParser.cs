using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CityKit.Core;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tables;

/// <summary>Makes a shape of a .shp file's record.</summary>
internal static class ShapeParser
{
    private const int PointAt = 4;
    private const int CountAt = 36;     // after kind and box
    private const int PartsAt = 44;
    private const int PositionBytes = 16;
    private const int LeastPositions = 4;

    private static readonly GeometryFactory Factory = new();

    /// <summary>The kind of a record.</summary>
    internal static ShapeKind KindOf(ReadOnlySpan<byte> record) => (ShapeKind)(BinaryPrimitives.ReadInt32LittleEndian(record) switch
    {
        11 or 21 => 1,
        13 or 23 => 3,
        15 or 25 => 5,
        18 or 28 => 8,
        var kind => kind,
    });

    /// <summary>The one point of a record, also of a multipoint that has but one; false for every other shape.</summary>
    internal static bool TryReadPoint(ReadOnlySpan<byte> record, out double x, out double y)
    {
        var isOneOfMany = KindOf(record) == ShapeKind.Points && record.Length >= CountAt + 4 && Count(record, CountAt) == 1;
        var at = KindOf(record) == ShapeKind.Point ? PointAt : isOneOfMany ? CountAt + 4 : -1;
        var isPoint = at > 0 && record.Length >= at + PositionBytes;
        (x, y) = isPoint ? Position(record, at) : (double.NaN, double.NaN);
        return isPoint && double.IsFinite(x) && double.IsFinite(y);
    }

    /// <summary>The shape; null when there is none, or <paramref name="problem"/> says why it cannot be read.</summary>
    internal static Geometry? Read(ReadOnlySpan<byte> record, out LocalizedText? problem)
    {
        var kind = KindOf(record);
        problem = null;
        if (kind == ShapeKind.None) return null;
        if (TryReadPoint(record, out var x, out var y)) return Factory.CreatePoint(new Coordinate(x, y));
        if (kind == ShapeKind.Polygon) return ReadPolygon(record, out problem);
        problem = kind switch
        {
            ShapeKind.Point => new("点的坐标缺失或不是有限数。", "The point's coordinates are missing or no finite numbers."),
            ShapeKind.Points => new("形状是多点；请拆成单点。", "The shape is a multipoint; give each point a row of its own."),
            ShapeKind.Line => new("形状是线；只接受点与面。", "The shape is a line; points and polygons are taken."),
            _ => new($"形状类型为 {(int)kind}；只接受点与面。", $"The shape is of type {(int)kind}; points and polygons are taken."),
        };
        return null;
    }

    private static Geometry? ReadPolygon(ReadOnlySpan<byte> record, out LocalizedText? problem)
    {
        List<LinearRing> rings = [];
        problem = record.Length < PartsAt ? Damaged : ReadRings(record, Count(record, CountAt), Count(record, CountAt + 4), rings);
        return problem is null ? ShapeRings.Assemble(rings) : null;
    }

    private static LocalizedText Damaged { get; } = new("面的记录已损坏：部分或点的个数与长度不符。",
        "The polygon's record is damaged: its counts of parts and points do not fit its length.");

    private static LocalizedText? ReadRings(ReadOnlySpan<byte> record, int parts, int points, List<LinearRing> rings)
    {
        var positionsAt = PartsAt + parts * 4L;
        if (parts < 1 || points < 1 || positionsAt + points * (long)PositionBytes > record.Length) return Damaged;
        var positions = MemoryMarshal.Cast<byte, double>(record.Slice((int)positionsAt, points * PositionBytes));
        for (var part = 0; part < parts; part++)
        {
            var (from, to) = (Count(record, PartsAt + part * 4), part + 1 < parts ? Count(record, PartsAt + part * 4 + 4) : points);
            if (from < 0 || from > to || to > points) return Damaged;
            if (Ring(positions[(from * 2)..(to * 2)]) is not { } ring) return BadRing(part, to - from);
            rings.Add(ring);
        }
        return null;
    }

    private static LocalizedText BadRing(int part, int positions) => new(
        $"第 {part} 部分（{positions} 点）不成环：须闭合、至少 {LeastPositions} 点、坐标为有限数。",
        $"Part {part} ({positions} positions) is no ring: it must be closed, of {LeastPositions} positions or more, "
            + "with finite coordinates.");

    private static LinearRing? Ring(ReadOnlySpan<double> positions)
    {
        if (positions.Length < LeastPositions * 2 || positions.ContainsAny(double.NaN, double.PositiveInfinity, double.NegativeInfinity))
            return null;
        if (positions[0] != positions[^2] || positions[1] != positions[^1]) return null;
        var coordinates = new Coordinate[positions.Length / 2];
        for (var i = 0; i < coordinates.Length; i++) coordinates[i] = new Coordinate(positions[i * 2], positions[i * 2 + 1]);
        return Factory.CreateLinearRing(coordinates);
    }

    private static int Count(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadInt32LittleEndian(record[at..]);

    private static (double X, double Y) Position(ReadOnlySpan<byte> record, int at) =>
        (BinaryPrimitives.ReadDoubleLittleEndian(record[at..]), BinaryPrimitives.ReadDoubleLittleEndian(record[(at + 8)..]));
}
