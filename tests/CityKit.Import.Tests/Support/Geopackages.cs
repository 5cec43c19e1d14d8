using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace CityKit.Import.Tests.Support;

/// <summary>Writes GeoPackages.</summary>
internal static class Geopackages
{
    private const string Tables = """
        PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[...]', ''), ('CGCS2000', 4490, 'epsg', 4490, 'GEOGCS[...]', ''), ('city', 100001, 'own', 1, 'PROJCS["city"]', ''), ('undefined', -1, 'NONE', -1, 'undefined', '');
        CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
        """;

    /// <summary>One with a layer of points. A row's last value is its shape's blob.</summary>
    internal static byte[] Of(string layer, string[] columns, IEnumerable<object?[]> rows, int system = 4490) =>
        Of(database => AddLayer(database, layer, columns, rows, system));

    internal static byte[] Of(Action<SqliteConnection> fill, string first = "")
    {
        var path = Path.GetTempFileName();
        try
        {
            Write(path, fill, first);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path, Action<SqliteConnection> fill, string first)
    {
        using var database = new SqliteConnection($"Data Source={path};Pooling=False");
        database.Open();
        Run(database, first + Tables);
        using var work = database.BeginTransaction();
        fill(database);
        work.Commit();
    }

    internal static void AddLayer(SqliteConnection database, string layer, string[] columns, IEnumerable<object?[]> rows, int? system)
    {
        Run(database, $"CREATE TABLE \"{layer}\"(fid INTEGER PRIMARY KEY AUTOINCREMENT, {string.Concat(columns.Select(column => $"\"{column}\", "))}{(system is null ? "none" : "geom BLOB")})");
        Run(database, $"INSERT INTO gpkg_contents VALUES('{layer}', '{(system is null ? "attributes" : "features")}', '{layer}', {system ?? 0})");
        if (system is not null) Run(database, $"INSERT INTO gpkg_geometry_columns VALUES('{layer}', 'geom', 'POINT', {system}, 0, 0)");
        using var insert = database.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{layer}\" VALUES(NULL, {string.Join(", ", Enumerable.Range(0, columns.Length + 1).Select(i => $"$p{i}"))})";
        foreach (var row in rows)
        {
            insert.Parameters.Clear();
            for (var i = 0; i <= columns.Length; i++)
                insert.Parameters.AddWithValue($"$p{i}", i < row.Length ? row[i] ?? DBNull.Value : DBNull.Value);
            insert.ExecuteNonQuery();
        }
    }

    internal static void Run(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A point's blob; <paramref name="type"/> as in well-known binary, such as 1001 for a point with Z.</summary>
    internal static byte[] Point(double x, double y, bool isLittle = true, int type = 1, int envelope = 0)
    {
        byte[] wkb = [(byte)(isLittle ? 1 : 0), .. Int32(type, isLittle), .. Double(x, isLittle), .. Double(y, isLittle),
            .. new byte[type / 1_000 switch { 0 => 0, 3 => 16, _ => 8 }]];
        return [.. "GP"u8, 0, (byte)(envelope << 1 | (isLittle ? 1 : 0)), .. Int32(4490, isLittle),
            .. new byte[envelope switch { 0 => 0, 1 => 32, 4 => 64, _ => 48 }], .. wkb];
    }

    /// <summary>Several points as one shape.</summary>
    internal static byte[] MultiPoint(params (double X, double Y)[] points) =>
        [.. "GP"u8, 0, 1, .. Int32(4490, true), 1, .. Int32(4, true), .. Int32(points.Length, true),
            .. points.SelectMany(point => Point(point.X, point.Y)[8..])];

    private static byte[] Int32(int value, bool isLittle)
    {
        var bytes = new byte[4];
        if (isLittle) BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        else BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Double(double value, bool isLittle)
    {
        var bytes = new byte[8];
        if (isLittle) BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        else BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return bytes;
    }
}
