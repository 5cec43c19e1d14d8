using System.Globalization;
using System.IO.Compression;
using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Benchmarks.Stations;

/// <summary>One sensor of a real station: an hour a row, with the hours left out that are missing or that it calls faulty.</summary>
internal sealed record Station(StationKind Kind, Instant From, Instant To, IReadOnlyList<(Instant At, decimal Value)> Readings)
{
    internal static readonly Duration Hour = Duration.FromHours(1);

    internal SensorKey Key { get; } = new(DeviceId.Parse("station"), SensorName.Parse(Kind.Name));

    internal double Coverage => Readings.Count / ((To - From) / Hour);

    internal static Station Read(string folder, StationKind kind)
    {
        var lines = Lines(Path.Combine(folder, kind.File)).Select(line => line.Split(',')).ToList();
        var column = Array.IndexOf(lines[0], kind.Column);
        var rows = lines.Skip(1)
            .Select(row => (At: TimeOf(row, kind), Value: decimal.Parse(row[column], CultureInfo.InvariantCulture))).ToList();
        var readings = rows.Where(row => row.Value != kind.Fault).Select(row => (row.At + Hour, row.Value)).ToList();
        return new Station(kind, rows[0].At, rows[^1].At + Hour, readings);
    }

    /// <summary>Its hours as they were written: in local time without summer time, or with what nobody wrote down.</summary>
    private static Instant TimeOf(string[] row, StationKind kind) =>
        LocalDateTimePattern.CreateWithInvariantCulture(kind.Pattern).Parse(string.Join(' ', row[..kind.TimeColumns])).GetValueOrThrow()
            .InUtc().ToInstant();

    private static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
