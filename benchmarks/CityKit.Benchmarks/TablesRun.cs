extern alias import;

using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using import::CityKit.Import.Surveys;
using import::CityKit.Import.Tables;
using CityKit.Sqlite;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>
/// "tables [components]": the same survey as CSV and as GeoPackage, imported in turn, each in a process of its own; then the GeoPackage's
/// rows read alone, by CityKit's reader and by ADO.NET with NetTopologySuite.IO.GeoPackage. Processor time and the most memory resident.
/// </summary>
internal static class TablesRun
{
    private const int Rounds = 2;

    internal static async Task RunAsync(int components)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-tables-");
        try
        {
            var (csv, package) = (Path.Combine(folder.FullName, "s.csv"), Path.Combine(folder.FullName, "s.gpkg"));
            SurveyRun.Write(csv, components);
            Write(csv, package);
            Console.WriteLine($"{components:N0} rows: {new FileInfo(csv).Length / 1e6:N0} MB of CSV, {new FileInfo(package).Length / 1e6:N0} MB of GeoPackage");
            for (var round = 0; round < Rounds; round++)
                foreach (string[] step in new string[][] { ["table-import", csv], ["table-import", package], ["table-read", package, "own"],
                    ["table-read", package, "nts"] })
                {
                    using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, step))!;
                    await process.WaitForExitAsync();
                }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static async Task ImportAsync(string path)
    {
        var registry = $"{path}.db";
        using (var file = SurveyFile.Open(path, out var refusal) ?? throw new InvalidOperationException(refusal!.Message.En))
        await using (var store = new SqliteComponentStore(registry))
        {
            await store.OpenAsync();
            var start = Stopwatch.GetTimestamp();
            var result = await new SurveyImport(store, new SurveyOptions { Name = "town", On = new LocalDate(2026, 7, 1),
                Format = file.Format }, TimeProvider.System).RunAsync(file.Content);
            Tell($"import of {Path.GetExtension(path)}, {result.Mark?.Accepted:N0} taken, {result.Mark?.Rejected:N0} rejected", start);
        }
        File.Delete(registry);
    }

    internal static void Read(string path, string by)
    {
        var start = Stopwatch.GetTimestamp();
        var sum = by == "own" ? ReadOwn(path) : ReadByNts(path);
        Tell(string.Create(CultureInfo.InvariantCulture, $"rows alone, {by}: {sum:F3}"), start);
    }

    private static double ReadOwn(string path)
    {
        using var table = GeoPackageTable.Open(path, new TableChoice(_ => true),
            out var refusal) ?? throw new InvalidOperationException(refusal!.Message.En);
        var sum = 0.0;
        while (table.Next())
        {
            for (var i = 0; i < table.Columns.Count; i++) sum += table[i].Length;
            if (table.TryReadPoint(out var x, out var y)) sum += x + y;
        }
        return sum;
    }

    private static double ReadByNts(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM town ORDER BY fid";
        using var rows = command.ExecuteReader();
        var (sum, reader) = (0.0, new GeoPackageGeoReader());
        while (rows.Read())
        {
            for (var i = 1; i < rows.FieldCount - 1; i++) sum += System.Text.Encoding.UTF8.GetByteCount(rows.GetString(i));
            var point = (Point)reader.Read(rows.GetFieldValue<byte[]>(rows.FieldCount - 1));
            sum += point.X + point.Y;
        }
        return sum;
    }

    // As QGIS writes it: all columns as text, the place as a shape.
    private static void Write(string csv, string package)
    {
        using var connection = new SqliteConnection($"Data Source={package};Pooling=False");
        connection.Open();
        var columns = File.ReadLines(csv).First().Split(',')[..^2];
        Run(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
        Run(connection, "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)");
        Run(connection, "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT); INSERT INTO gpkg_contents VALUES('town', 'features')");
        Run(connection, "CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, srs_id INTEGER); INSERT INTO gpkg_geometry_columns VALUES('town', 'geom', 4326)");
        Run(connection, $"CREATE TABLE town(fid INTEGER PRIMARY KEY, {string.Join(" TEXT, ", columns)} TEXT, geom BLOB)");
        using var work = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO town VALUES(NULL, {string.Join(", ", Enumerable.Range(0, columns.Length + 1).Select(i => $"$p{i}"))})";
        for (var i = 0; i <= columns.Length; i++) insert.Parameters.Add(insert.CreateParameter()).ParameterName = $"$p{i}";
        foreach (var row in File.ReadLines(csv).Skip(1).Select(line => line.Split(',')))
        {
            for (var i = 0; i < columns.Length; i++) insert.Parameters[i].Value = row[i];
            insert.Parameters[^1].Value = Blob(double.Parse(row[^2], CultureInfo.InvariantCulture),
                double.Parse(row[^1], CultureInfo.InvariantCulture));
            insert.ExecuteNonQuery();
        }
        work.Commit();
    }

    private static byte[] Blob(double x, double y)
    {
        byte[] blob = [.. "GP"u8, 0, 1, .. new byte[4], 1, 1, 0, 0, 0, .. new byte[16]];
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(13), x);
        BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(21), y);
        return blob;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Tell(string what, long start) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {Environment.CpuUsage.TotalTime.TotalSeconds:F1} s of processor, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, peak {SurveyRun.Peak():N0} MB resident, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
}
