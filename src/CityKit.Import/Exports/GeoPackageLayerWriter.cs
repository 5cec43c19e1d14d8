using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Import.Exports;

/// <summary>One layer of a new GeoPackage: a table of features with text attributes, and what the package says of it.</summary>
internal sealed class GeoPackageLayerWriter
{
    private const int Wgs84 = 4326;
    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    private readonly GeoPackageGeoWriter shapes = new() { HandleOrdinates = Ordinates.XY };
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly SqliteCommand insert;
    private readonly string table;
    private readonly Envelope bounds = new();

    internal GeoPackageLayerWriter(GeoPackageWriter file, string table, string identifier, string geometryType,
        IReadOnlyList<string> columns, Instant at)
    {
        (connection, this.table) = (file.Connection, table);
        transaction = connection.BeginTransaction();
        var (names, typed) = (string.Join(", ", columns), string.Join(", ", columns.Select(column => $"{column} TEXT")));
        Run($"CREATE TABLE {table}(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {geometryType}, {typed})");
        Run("INSERT INTO gpkg_contents(table_name, data_type, identifier, last_change, srs_id) "
            + $"VALUES('{table}', 'features', '{identifier}', '{Moment.Format(at)}', {Wgs84})");
        Run($"INSERT INTO gpkg_geometry_columns VALUES('{table}', 'geom', '{geometryType}', {Wgs84}, 0, 0)");
        insert = Command($"INSERT INTO {table}(geom, {names}) VALUES($g, {string.Join(", ", columns.Select((_, i) => $"$p{i}"))})");
        insert.Parameters.Add("$g", SqliteType.Blob);
        for (var i = 0; i < columns.Count; i++) insert.Parameters.Add($"$p{i}", SqliteType.Text);
        insert.Prepare();
    }

    /// <summary>Adds a feature; its values are in the order of the columns.</summary>
    internal void Write(Geometry shape, ReadOnlySpan<string?> values)
    {
        shape.SRID = Wgs84;
        bounds.ExpandToInclude(shape.EnvelopeInternal);
        insert.Parameters[0].Value = shapes.Write(shape);
        for (var i = 0; i < values.Length; i++) insert.Parameters[i + 1].Value = (object?)values[i] ?? DBNull.Value;
        insert.ExecuteNonQuery();
    }

    /// <summary>Says where its features are, and ends the layer.</summary>
    internal void Finish()
    {
        if (!bounds.IsNull) Run(FormattableString.Invariant($"UPDATE gpkg_contents SET min_x = {bounds.MinX:R}, min_y = {bounds.MinY:R}, ")
            + FormattableString.Invariant($"max_x = {bounds.MaxX:R}, max_y = {bounds.MaxY:R} WHERE table_name = '{table}'"));
        transaction.Commit();
        insert.Dispose();
        transaction.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
