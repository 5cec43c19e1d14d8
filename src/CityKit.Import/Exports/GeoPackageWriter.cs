using Microsoft.Data.Sqlite;

namespace CityKit.Import.Exports;

/// <summary>A new GeoPackage (OGC 12-128r19), written beside its place and put there when it is whole.</summary>
internal sealed class GeoPackageWriter : IDisposable
{
    // Clauses 1.1.2 to 2.1.4: the three systems that every file names, and what layers there are.
    private const string Schema = """
        PRAGMA application_id = 1196444487;
        PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
            organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES
            ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
            ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
            ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,
                AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],
                UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
             'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
        CREATE TABLE gpkg_contents(table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
            description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
            min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
            CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns(table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
            srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
            CONSTRAINT uk_gc_table_name UNIQUE (table_name),
            CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
            CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        """;

    private readonly string path;
    private readonly string begun;

    private GeoPackageWriter(string path, string begun, SqliteConnection connection) =>
        (this.path, this.begun, Connection) = (path, begun, connection);

    internal SqliteConnection Connection { get; }

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static GeoPackageWriter Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var begun = $"{path}.{Environment.ProcessId}";
        File.Delete(begun);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = begun, Pooling = false }.ToString());
        var file = new GeoPackageWriter(path, begun, connection);
        try
        {
            connection.Open();
            file.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; " + Schema); // nobody has it before it is whole
            return file;
        }
        catch (SqliteException refused)
        {
            file.Dispose();
            throw file.Failed(refused);
        }
    }

    internal IOException Failed(SqliteException refused) => new($"{path} cannot be written: {refused.Message} 无法写入 {path}。", refused);

    internal void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Puts the whole file in its place.</summary>
    internal void Keep()
    {
        Connection.Dispose();
        File.Move(begun, path, overwrite: true);
    }

    /// <summary>What was not kept is gone.</summary>
    public void Dispose()
    {
        Connection.Dispose();
        File.Delete(begun);
    }
}
