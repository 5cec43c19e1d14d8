using System.Globalization;
using System.IO.Compression;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Samples.Compound.World;

/// <summary>Reads the published tables (first column a UTC time, then one column for each home), plain or gzipped.</summary>
internal static class SourceTable
{
    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm'Z'");

    /// <summary>Each row's local time in the homes' zone, and its values by column; an empty cell is left out.</summary>
    /// <exception cref="InvalidDataException">A cell is not what its column promises; the message says where.</exception>
    public static IEnumerable<(LocalDateTime Local, IReadOnlyDictionary<string, double> Values)> Read(string path, DateTimeZone zone)
    {
        using var reader = new StreamReader(Open(path));
        var columns = (reader.ReadLine() ?? "").Split(',');
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            var cells = text.Split(',');
            if (cells.Length != columns.Length || !Time.Parse(cells[0]).TryGetValue(default, out var at))
                throw new InvalidDataException(
                    $"{path}, line {line}: expected a UTC time and {columns.Length - 1} values, found '{text}'. 数据行格式不符。");
            yield return (at.InZone(zone).LocalDateTime, Values(path, line, columns, cells));
        }
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static Dictionary<string, double> Values(string path, int line, string[] columns, string[] cells)
    {
        var values = new Dictionary<string, double>(columns.Length);
        for (var i = 1; i < columns.Length; i++)
        {
            if (cells[i].Length == 0) continue;
            if (!double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= 0))
                throw new InvalidDataException(
                    $"{path}, line {line}, column {columns[i]}: expected a number of 0 or more, found '{cells[i]}'. 须为非负数。");
            values.Add(columns[i], value);
        }
        return values;
    }
}
