using CityKit.Core;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CityKit.Import.Tables;

/// <summary>The rows of a GeoPackage's layer (OGC 12-128r19), by ascending fid. A row's number is its fid.</summary>
internal sealed class GeoPackageTable : ShapeTable
{
    private const int FirstColumn = 2; // behind fid and shape

    private readonly GeoPackageFile file;
    private readonly GeoPackageLayer layer;
    private SqliteStatement? rows;
    private long skipped;
    private Refusal? broken;

    private GeoPackageTable(GeoPackageFile file, GeoPackageLayer layer, long count)
    {
        (this.file, this.layer) = (file, layer);
        Count = count;
    }

    internal override IReadOnlyList<string> Columns => layer.Columns;

    internal override string? System => layer.System;

    internal override long? Count { get; }

    internal override bool HasShape => layer.Geometry is not null;

    internal override long Number => rows!.Int64(0);

    internal override Refusal? Broken => broken;

    internal override ReadOnlySpan<byte> this[int column] => file.Utf8(rows!, FirstColumn + column);

    /// <summary>The chosen layer, before its first row; null with the reason when it cannot be read.</summary>
    internal static GeoPackageTable? Open(string path, TableChoice choice, out Refusal? refusal)
    {
        GeoPackageFile? file = null;
        try
        {
            file = GeoPackageFile.Open(path, out refusal);
            if (file is not null && GeoPackageLayer.Find(file, choice, out refusal) is { } layer)
                return new GeoPackageTable(file, layer, file.CountOf(layer.Table));
        }
        catch (SqliteException damage)
        {
            refusal = GeoPackageFile.Damaged(damage);
        }
        file?.Dispose();
        return null;
    }

    internal override void Skip(long rows) => skipped = rows;

    internal override bool Next()
    {
        Forget();
        try
        {
            rows ??= file.Prepare(layer.Query(skipped));
            return broken is null && rows.Step();
        }
        catch (SqliteException damage)
        {
            broken = GeoPackageFile.Damaged(damage);
            return false;
        }
    }

    internal override bool TryReadPoint(out double x, out double y) => GeoPackagePoint.TryRead(rows!.Blob(1), out x, out y);

    public override void Dispose()
    {
        rows?.Dispose();
        file.Dispose();
    }

    private protected override Geometry? ReadShape(out LocalizedText? problem)
    {
        problem = null;
        if (layer.Geometry is null || rows!.Blob(1) is not { IsEmpty: false } blob) return null;
        try
        {
            return new GeoPackageGeoReader().Read(blob.ToArray());
        }
        catch (Exception wrong) when (Fault.IsOfData(wrong))
        {
            problem = new LocalizedText("几何数据有误，无法读取", "the geometry is damaged and cannot be read");
            return null;
        }
    }
}
