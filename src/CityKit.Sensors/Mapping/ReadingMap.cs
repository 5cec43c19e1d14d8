using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Feeds;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Mapping;

/// <summary>One entry of a mapping file: where a reading's parts are in a message.</summary>
internal sealed record ReadingMap
{
    /// <summary>The rows; each gives a reading.</summary>
    internal required FeedPath Rows { get; init; }

    /// <summary>What a row must say to be one of these.</summary>
    internal required IReadOnlyList<(FeedPath Path, string Text)> Where { get; init; }

    internal required MappedText Sensor { get; init; }

    internal required EventKind Kind { get; init; }

    internal required bool IsRegister { get; init; }

    internal required MappedValue Value { get; init; }

    internal required MappedText Unit { get; init; }

    /// <summary>When it was measured; null when the time of reception counts.</summary>
    internal required MappedTime? Time { get; init; }

    /// <summary>
    /// Reads every row that is one of these; one that says no value is passed over, as not every message says everything.
    /// </summary>
    internal void Read(JsonValue message, Instant? otherwise, List<MappedReading> readings, List<FeedReject> rejects)
    {
        var rows = Rows.Find(message, message);
        for (var row = 0; row < rows.Count; row++)
        {
            if (!IsMeant(message, rows[row]) || Value.Text.In(message, rows[row]) is not { } value) continue;
            var found = new MappedRow(row + 1, message, rows[row], rejects);
            if (Read(found, value, otherwise) is { } reading) readings.Add(reading);
        }
    }

    private bool IsMeant(JsonValue message, JsonValue row) => Where.All(condition =>
        condition.Path.Find(message, row) is [var found, ..] && MappedText.TextOf(found) == condition.Text);

    private MappedReading? Read(MappedRow row, string value, Instant? otherwise)
    {
        if (row.Parsed(Sensor, SensorNameOf, "a sensor is 1 to 64 of a-z, 0-9, '.', '_', '-'") is not { } sensor) return null;
        if (Value.NumberOf(value) is not { } number) return row.Reject(Value.Text, value, Value.Allowed);
        if (row.Parsed(Unit, UnitOf, "a unit has at most 16 characters and no space") is not { } unit) return null;
        var at = Time is null ? null : row.TimeOf(Time, otherwise);
        return at is null && Time is not null ? null
            : new MappedReading(sensor, Kind, new Amount(number, unit), at) { IsRegister = IsRegister };
    }

    /// <summary>Vendors write serial numbers in capitals too; names here have none.</summary>
    private static SensorName? SensorNameOf(string text) => SensorName.TryParse(text.ToLowerInvariant(), null, out var name) ? name : null;

    private static UnitText? UnitOf(string text) =>
        text.Length == 0 || Amount.TryParse($"0 {text}", null, out _) ? new UnitText(text) : null;

    private readonly record struct UnitText(string Text)
    {
        public static implicit operator string(UnitText unit) => unit.Text;
    }
}
