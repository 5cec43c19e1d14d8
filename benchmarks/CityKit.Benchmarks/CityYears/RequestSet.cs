using System.Globalization;
using System.IO.Compression;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>Real requests, from which times of day, places and kinds are drawn: New York's or Baltimore's columns, or those of the
/// sample.</summary>
internal sealed class RequestSet
{
    private const double Edge = 0.01; // of each side is left out: strays, and placeholders such as 39, -77
    private const string Sample = "nyc-311-brooklyn.csv";

    private static readonly string[] Times = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.fff",
        "MM/dd/yyyy hh:mm:ss tt"];

    private RequestSet(string name, int read, IReadOnlyList<Request> rows) => (Name, Read, Rows) = (name, read, rows);

    /// <summary>The file's name.</summary>
    internal string Name { get; }

    /// <summary>How many rows were read, those left out among them.</summary>
    internal int Read { get; }

    /// <summary>The rows that count: of a kind that is known, at a place within the extent.</summary>
    internal IReadOnlyList<Request> Rows { get; }

    /// <summary>Reads a file; null for the sample.</summary>
    internal static RequestSet Open(string? file)
    {
        using var reader = new StreamReader(file is null ? typeof(RequestSet).Assembly.GetManifestResourceStream(Sample)!
            : file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress)
                : File.OpenRead(file));
        return Parse(Path.GetFileName(file) ?? Sample, reader);
    }

    private static RequestSet Parse(string name, StreamReader reader)
    {
        var header = Cells(reader.ReadLine() ?? "");
        int[] columns = [Column(header, "created", "created_date", "CreatedDate"), Column(header, "type", "complaint_type", "SRType"),
            Column(header, "latitude", "Latitude"), Column(header, "longitude", "Longitude")];
        var (read, rows) = (0, new List<(LocalTime Time, CaseKind Kind, double North, double East)>());
        for (; reader.ReadLine() is { } line; read++)
            if (Row(Cells(line), columns) is { } row) rows.Add(row);
        if (rows.Count == 0) throw new FormatException($"{name} has no row with a time, a known type and a position.");
        return new RequestSet(name, read, Within(rows));
    }

    private static (LocalTime, CaseKind, double, double)? Row(List<string> cells, int[] columns)
    {
        if (cells.Count <= columns.Max() || CaseKinds.Of(cells[columns[1]]) is not { } kind) return null;
        if (!DateTime.TryParseExact(cells[columns[0]], Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        if (!Number(cells[columns[2]], out var north) || !Number(cells[columns[3]], out var east)) return null;
        return (new LocalTime(at.Hour, at.Minute), kind, north, east);
    }

    private static List<Request> Within(List<(LocalTime Time, CaseKind Kind, double North, double East)> rows)
    {
        var (south, north) = Extent(rows.Select(row => row.North));
        var (west, east) = Extent(rows.Select(row => row.East));
        return [.. rows.Where(row => row.North >= south && row.North <= north && row.East >= west && row.East <= east)
            .Select(row => new Request(row.Time, (row.East - west) / (east - west), (row.North - south) / (north - south), row.Kind))];
    }

    private static (double Least, double Most) Extent(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(int)(sorted.Length * Edge)], sorted[(int)((sorted.Length - 1) * (1 - Edge))]);
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value != 0;

    private static int Column(List<string> header, params string[] names) => header.FindIndex(names.Contains) is var at and >= 0 ? at
        : throw new FormatException($"There is no column {string.Join(" or ", names)}.");

    /// <summary>The cells of a line; quotes hold commas.</summary>
    private static List<string> Cells(string line)
    {
        var (cells, quoted, start) = (new List<string>(), false, 0);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            cells.Add(line[start..i].Trim('"'));
            start = i + 1;
        }
        return cells;
    }
}
