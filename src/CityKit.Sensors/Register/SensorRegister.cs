using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>All sensors known (传感器台账). Immutable. The periods of one key never overlap.</summary>
public sealed class SensorRegister
{
    private readonly Dictionary<SensorKey, Sensor[]> byKey;
    private readonly Dictionary<DeviceId, Sensor[]> byDevice;

    private SensorRegister(Sensor[] sorted)
    {
        Sensors = [.. sorted];
        byDevice = sorted.GroupBy(s => s.Key.Device).ToDictionary(g => g.Key, g => g.ToArray());
        byKey = sorted.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>No sensors.</summary>
    public static SensorRegister Empty { get; } = new([]);

    /// <summary>All entries, by key, then by time.</summary>
    public ImmutableArray<Sensor> Sensors { get; }

    /// <summary>A register of these entries.</summary>
    /// <exception cref="ArgumentException">Two periods of one key overlap, a period ends before it begins, or a scale is below
    /// 1.</exception>
    public static SensorRegister Of(IEnumerable<Sensor> sensors)
    {
        ArgumentNullException.ThrowIfNull(sensors);
        var sorted = Sorted(sensors);
        if (FirstWrong(sorted) is { } wrong) throw new ArgumentException($"{wrong.Sensor.Key} from {wrong.Sensor.ValidFrom}: {wrong.Why}. 传感器台账有误。", nameof(sensors));
        return new SensorRegister(sorted);
    }

    /// <summary>Reads the register's JSON file.</summary>
    /// <returns>The register, or null with everything that is wrong and where.</returns>
    public static SensorRegister? Parse(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var entries = SensorFile.Read(utf8, out var found);
        var sorted = Sorted(entries.Select(e => e.Sensor));
        if (found.Count == 0 && FirstWrong(sorted) is { } wrong)
            entries.First(e => ReferenceEquals(e.Sensor, wrong.Sensor)).Reader.RejectAll($"{wrong.Sensor.Key}: {wrong.Why}", "one entry for a key at a time");
        errors = found;
        return found.Count == 0 ? new SensorRegister(sorted) : null;
    }

    /// <summary>The entry that counts for a key at a moment; null when there is none.</summary>
    public Sensor? Find(SensorKey key, Instant at)
    {
        if (!byKey.TryGetValue(key, out var periods)) return null;
        foreach (var sensor in periods)
            if (sensor.IsValidAt(at)) return sensor;
        return null;
    }

    /// <summary>All entries of a device or feed, of whatever time.</summary>
    public IEnumerable<Sensor> OfDevice(DeviceId device) => byDevice.GetValueOrDefault(device) ?? [];

    private static Sensor[] Sorted(IEnumerable<Sensor> sensors) => [.. sensors.OrderBy(s => s.Key).ThenBy(s => s.ValidFrom)];

    private static (Sensor Sensor, string Why)? FirstWrong(Sensor[] sorted)
    {
        for (var i = 0; i < sorted.Length; i++)
        {
            var sensor = sorted[i];
            if (sensor.PerUnit < 1 || sensor.Rollover < 2) return (sensor, "a scale below 1 or a rollover below 2");
            if (sensor.MaxRate is { } rate && (rate.Number <= 0 || !sensor.TryToSmallest(rate, out _))) return (sensor, $"a highest rate of {rate} an hour for a register in '{sensor.Unit}'");
            if (sensor.ValidTo <= sensor.ValidFrom) return (sensor, $"the period ends at {sensor.ValidTo}, before it begins");
            if (i > 0 && sorted[i - 1].Key == sensor.Key && !(sorted[i - 1].ValidTo <= sensor.ValidFrom)) return (sensor, $"overlaps the entry from {sorted[i - 1].ValidFrom}");
        }
        return null;
    }
}
