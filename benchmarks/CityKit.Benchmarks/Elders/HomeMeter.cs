using System.Globalization;
using System.IO.Compression;
using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Benchmarks.Elders;

/// <summary>One meter of a real home: what it used from one row to the next, with the rows that are missing left out.</summary>
internal sealed record HomeMeter(MeterKind Kind, string Home, Instant From, Instant To, IReadOnlyList<(Instant At, long Value)> Readings)
{
    internal SensorKey Key { get; } = new(DeviceId.Parse($"home-{Home}"), SensorName.Parse(Kind.Quantity));

    internal double Days => (To - From).TotalDays;

    /// <summary>How much of its time readings cover.</summary>
    internal double Coverage => Readings.Count * Kind.Span.TotalDays / Days;

    internal static IEnumerable<HomeMeter> Read(string folder, MeterKind kind)
    {
        var lines = Lines(Path.Combine(folder, kind.File)).Select(line => line.Split(',')).ToList();
        var times = lines.Skip(1).Select(row => Instant.FromDateTimeOffset(DateTimeOffset.Parse(row[0], CultureInfo.InvariantCulture)))
            .ToList();
        for (var column = 1; column < lines[0].Length; column++)
        {
            var readings = new List<(Instant, long)>();
            for (var row = 0; row < times.Count; row++)
                if (decimal.TryParse(lines[row + 1][column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    readings.Add((times[row] + kind.Span, (long)(value * kind.PerValue)));
            yield return new HomeMeter(kind, lines[0][column], times[0], times[^1] + kind.Span, readings);
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
