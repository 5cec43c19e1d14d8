using System.Globalization;
using CityKit.Core;

namespace CityKit.Import.Tables;

/// <summary>One table of a GeoPackage, as its own contents describe it.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Geometry">The column of its shapes; null for a table without.</param>
/// <param name="Columns">Its other columns, without those that are worked out.</param>
/// <param name="System">The system of its coordinates: <c>EPSG:n</c> or WKT; null when it is not said.</param>
internal sealed record GeoPackageLayer(string Table, string? Geometry, IReadOnlyList<string> Columns, string? System)
{
    private static readonly string[] Needed = ["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"];

    /// <summary>The chosen layer, or the only one; null with the reason.</summary>
    internal static GeoPackageLayer? Find(GeoPackageFile file, TableChoice choice, out Refusal? refusal)
    {
        refusal = Needed.All(file.HasTable) ? null : Wrong("The file is an SQLite database, but no GeoPackage: it has no layers.",
            "文件是 SQLite 数据库，但不是 GeoPackage：没有图层。");
        if (refusal is not null || Choose(file, choice.Layer, out refusal) is not { } table) return null;
        if (!file.HasTable(table)) refusal = Wrong($"The layer '{table}' is a view or has no rows of its own: export it as a layer.",
            $"图层“{table}”是视图，请导出为图层。");
        if (refusal is not null) return null;
        var layer = Of(file, table);
        if (layer.Columns.Count > choice.Columns)
            refusal = Wrong($"The layer '{table}' has {layer.Columns.Count} columns; at most {choice.Columns} are read.",
            $"图层“{table}”有 {layer.Columns.Count} 列，最多读取 {choice.Columns} 列。");
        return refusal is null ? layer : null;
    }

    /// <summary>The query of its rows: fid, shape, columns.</summary>
    internal string Query(long skipped)
    {
        var columns = string.Concat(Columns.Select(column => $", {GeoPackageFile.Quoted(column)}"));
        var shape = Geometry is null ? "NULL" : GeoPackageFile.Quoted(Geometry);
        return string.Create(CultureInfo.InvariantCulture,
            $"SELECT _rowid_, {shape}{columns} FROM {GeoPackageFile.Quoted(Table)} ORDER BY _rowid_ LIMIT -1 OFFSET {skipped}");
    }

    // Layers with shapes first; a package without one may hold plain lists.
    private static string? Choose(GeoPackageFile file, string? wanted, out Refusal? refusal)
    {
        refusal = null;
        var all = file.Texts(
            "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY data_type DESC, "
                + "table_name LIMIT 1000");
        var shaped = file.Texts("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name LIMIT 1000");
        var from = wanted is not null ? [.. all.Where(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase))]
            : shaped.Count > 0 ? shaped : all;
        if (from.Count == 1) return from[0];
        var names = string.Join(", ", all);
        if (all.Count == 0) refusal = Wrong("The GeoPackage has no layer.", "GeoPackage 中没有图层。");
        else if (wanted is not null) refusal = Wrong($"The GeoPackage has no layer '{wanted}'; it has {names}.",
            $"GeoPackage 中没有图层“{wanted}”，现有：{names}。");
        else refusal = Wrong($"The GeoPackage has {from.Count} layers: {names}. Choose one (--layer, of a map --map-layer).",
            $"GeoPackage 有 {from.Count} 个图层：{names}。请以 --layer（地图为 --map-layer）选择。");
        return null;
    }

    private static GeoPackageLayer Of(GeoPackageFile file, string table)
    {
        var geometry = file.Texts("SELECT column_name FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?1)",
            table).FirstOrDefault();
        var columns = file.Texts("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid", table);
        string[] others = [.. columns.Where(column => !column.Equals(geometry, StringComparison.OrdinalIgnoreCase))];
        return new GeoPackageLayer(table, geometry, others, geometry is null ? null : SystemOf(file, table));
    }

    private static string? SystemOf(GeoPackageFile file, string table)
    {
        const string From = "FROM gpkg_spatial_ref_sys JOIN gpkg_geometry_columns USING (srs_id) WHERE lower(table_name) = lower(?1)";
        var code = file.Texts($"SELECT upper(organization) || ':' || organization_coordsys_id {From}", table).FirstOrDefault();
        if (code is null || code.StartsWith("NONE:", StringComparison.Ordinal)) return null;
        return code.StartsWith("EPSG:", StringComparison.Ordinal) ? code : file.Texts($"SELECT definition {From}", table).FirstOrDefault();
    }

    private static Refusal Wrong(string en, string zh) => Refusal.Of("file", en, zh);
}
