using System.Collections.Immutable;
using System.Security.Cryptography;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>Reads the bytes of <see cref="GridMapFile"/>. The first thing wrong ends it.</summary>
internal ref struct GridMapParser
{
    // What the smallest grid, polygon and ring take, so that no count asks for more memory than its bytes.
    private const int LeastRing = 4 + 3 * 16;
    private const int LeastPolygon = 4 + LeastRing;
    private const int LeastGrid = 4 + 1 + 4 + 4 + 8 + 4 + LeastPolygon;
    private const int MostText = 1 << 16;

    private readonly ReadOnlySpan<byte> bytes;
    private MapFileCursor cursor;

    internal GridMapParser(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        cursor = new MapFileCursor(bytes.Length >= GridMapFile.HashBytes ? bytes[..^GridMapFile.HashBytes] : []);
    }

    internal static MapFileProblem Problem(string reason, long offset, string en, string zh) =>
        new(reason, offset, new LocalizedText(zh, en));

    internal GridMapLoad Parse()
    {
        ReadHead();
        var schemeName = cursor.Text(64);
        var grids = ReadGrids(schemeName);
        if (cursor.Problem is not null) return new GridMapLoad(null, cursor.Problem);
        var table = new EdgeTable([.. grids.Select(grid => grid.Polygons)]);
        var index = ReadIndex(table);
        if (cursor.Problem is null && cursor.Remaining > 0) cursor.Fail("trailing", "There are bytes after the index.", "索引之后仍有多余字节。");
        return cursor.Problem is { } problem
            ? new GridMapLoad(null, problem) : new GridMapLoad(new GridMap(grids, new ShapeLocator(table, index)), null);
    }

    private void ReadHead()
    {
        if (!bytes.StartsWith(GridMapFile.Magic))
            cursor.Fail("magic", "This is no saved grid map: it does not start with CKGRIDS.", "不是网格地图文件：开头不是 CKGRIDS。");
        cursor.Skip(GridMapFile.Magic.Length);
        var version = cursor.Number();
        if (version != GridMapFile.Version)
            cursor.Fail("version", $"Version {version}; this package reads {GridMapFile.Version}. Save the map again.",
                $"版本 {version}；本程序包只读 {GridMapFile.Version}，请重新保存。");
        if (cursor.Problem is null
            && !SHA256.HashData(bytes[..^GridMapFile.HashBytes]).AsSpan().SequenceEqual(bytes[^GridMapFile.HashBytes..]))
            cursor.Fail("hash", "The hash does not fit: the file is damaged or cut off.", "校验值不符：文件已损坏或不完整。");
    }

    private ImmutableArray<Grid> ReadGrids(string schemeName)
    {
        var count = cursor.Count(LeastGrid);
        var known = GridScheme.TryParse(schemeName, null, out var scheme);
        if (!known && count > 0) cursor.Fail("grid", $"'{schemeName}' is no grid scheme.", $"“{schemeName}”不是网格体系。");
        var grids = ImmutableArray.CreateBuilder<Grid>(count);
        while (grids.Count < count && ReadGrid(scheme, grids.Count == 0 ? "" : grids[^1].Code) is { } grid) grids.Add(grid);
        return grids.ToImmutable();
    }

    private Grid? ReadGrid(GridScheme scheme, string previous)
    {
        var (code, name, flags) = (cursor.Text(MostText), cursor.Text(MostText), cursor.Number());
        if (previous.Length > 0 && GridMap.Order(scheme, previous, code) >= 0)
            cursor.Fail("grid", $"Code '{code}' does not follow '{previous}'.", $"代码“{code}”未排在“{previous}”之后。");
        else if (Grid.CheckCode(scheme, code) is { } wrong)
            cursor.Fail("grid", $"'{code}': {wrong.Message.En}", $"“{code}”：{wrong.Message.Zh}");
        else if (flags is not (0 or 1)) cursor.Fail("grid", $"Grid {code} has unknown flags {flags}.", $"网格 {code} 的标志 {flags} 未知。");
        var valid = ReadValidity();
        var polygons = ImmutableArray.CreateBuilder<GeoPolygon>();
        for (var left = cursor.Count(LeastPolygon, atLeast: 1); left > 0 && cursor.Problem is null; left--) polygons.Add(ReadPolygon());
        return cursor.Problem is null
            ? new Grid(scheme, code, name, polygons.ToImmutable()) { IsProvisional = flags == 1, Valid = valid } : null;
    }

    private Validity ReadValidity()
    {
        var known = MapFileDay.TryDay(cursor.Number(), out var from) & MapFileDay.TryDay(cursor.Number(), out var until);
        var valid = new Validity(from, until);
        if (!known || !valid.IsPossible) cursor.Fail("grid", $"A grid's days {valid} are not possible.", $"网格的有效期 {valid} 无效。");
        return valid;
    }

    private GeoPolygon ReadPolygon()
    {
        List<GeoPoint[]> rings = [];
        for (var left = cursor.Count(LeastRing, atLeast: 1); left > 0 && cursor.Problem is null; left--) rings.Add(ReadRing());
        return cursor.Problem is null ? GeoPolygon.FromRings(rings[0], rings[1..]) : null!;
    }

    // As the writer leaves it: open, no point twice in a row.
    private GeoPoint[] ReadRing()
    {
        var points = new GeoPoint[cursor.Count(16, atLeast: 3)];
        for (var i = 0; i < points.Length; i++)
        {
            var isPlace = GeoPoint.TryFromDegrees(cursor.Coordinate(), cursor.Coordinate(), out points[i]);
            if (!isPlace || i > 0 && points[i] == points[i - 1])
                cursor.Fail("ring", $"Point {i} of a ring is not a place or occurs twice.", $"环的第 {i} 点无效或重复。");
        }
        if (points.Length > 0 && points[0] == points[^1]) cursor.Fail("ring", "A ring's last point is its first.", "环的末点与首点相同。");
        return points;
    }

    private (int Target, CellTable Cells)? ReadIndex(EdgeTable table)
    {
        var target = cursor.Number();
        if (target < 1 || target > ShapeLocator.FirstTarget(table))
            cursor.Fail("index", $"The index aims at {target} cells.", $"索引的目标单元数 {target} 无效。");
        if (cursor.Problem is not null) return null;
        var (cells, lists) = (cursor.Numbers(), cursor.Numbers());
        var raster = new CellRaster(table.Bounds, target);
        if (cursor.Problem is null && (cells.Length != raster.Rows * raster.Columns || !CellTableCheck.IsRight(cells, lists, table)))
            cursor.Fail("index", "The index does not fit the grids.", "索引与网格不符。");
        return (target, new CellTable(cells, lists));
    }
}
