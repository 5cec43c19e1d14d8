using System.Text;
using CityKit.Core.Text;
using CityKit.Import.Files;
using CityKit.Import.Tables;

namespace CityKit.Import.Maps;

/// <summary>
/// Reads grids and areas from a file as bureaus send it: GeoJSON (<see cref="GridGeoJsonReader"/>), a Shapefile with what lies beside it,
/// CSV with a column of WKT.
/// </summary>
/// <remarks>A table's columns stand for properties, whatever their case; of a Shapefile's names the first 10 characters count.
/// Coordinates are degrees in WGS84 or CGCS2000; another system that the file states is a problem <c>crs</c>.</remarks>
public static class GridFileReader
{
    private const int LineBytes = 64 << 10;

    /// <summary>Reads a file to its end. Bad features are in the result.</summary>
    /// <param name="path">The file: <c>.shp</c>, <c>.csv</c>, <c>.tsv</c> and <c>.txt</c> are tables, all else GeoJSON; all but <c>.shp</c>
    /// with <c>.gz</c> too.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="encoding">The encoding of its texts; null to recognise it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A packed file is damaged or cut short.</exception>
    public static GridReadResult Read(string path, GeoJsonGridOptions? options = null, Encoding? encoding = null) =>
        Read(path, options ?? new GeoJsonGridOptions(), encoding, PlaceConversions.Find);

    internal static GridReadResult Read(string path, GeoJsonGridOptions options, Encoding? encoding, PlaceConversionSearch conversions)
    {
        if (OpenTable(path, options, encoding) is { } table)
            using (table) return GridTableReader.Read(table, options, conversions);
        using var text = OpenText(path, encoding);
        return GridGeoJsonReader.Read(text, options);
    }

    private static TableReader? OpenTable(string path, GeoJsonGridOptions options, Encoding? encoding) => Path.GetExtension(Unpacked(path)).ToUpperInvariant() switch
    {
        ".SHP" => new ShapefileTable(ShapefileParts.Open(path), encoding),
        ".CSV" or ".TSV" or ".TXT" => new CsvTable(OpenText(path, encoding), SeparatorOf(path), options.MaxFeatureBytes),
        _ => null,
    };

    private static bool IsPacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static string Unpacked(string path) => IsPacked(path) ? path[..^3] : path;

    private static TextInput OpenText(string path, Encoding? encoding)
    {
        var file = File.OpenRead(path);
        return new TextInput(IsPacked(path) ? GzipFile.Unpack(file) : file, encoding);
    }

    // Of what may stand between names, what the first line has most of.
    private static char SeparatorOf(string path)
    {
        using var text = OpenText(path, null);
        var line = new byte[LineBytes];
        var head = line.AsSpan(0, text.ReadAtLeast(line, line.Length, throwOnEndOfStream: false));
        if (head.IndexOfAny((byte)'\r', (byte)'\n') is var end and >= 0) head = head[..end];
        var (commas, semicolons, tabs) = (head.Count((byte)','), head.Count((byte)';'), head.Count((byte)'\t'));
        return tabs > Math.Max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',';
    }
}
