using CityKit.Core;

namespace CityKit.Sensors.Register;

/// <summary>What an entry of the register must keep to, by itself and beside the entries before and after it.</summary>
internal static class SensorEntryCheck
{
    /// <param name="sorted">Entries by key, then by time.</param>
    internal static (Sensor Sensor, LocalizedText Why)? FirstWrong(ReadOnlySpan<Sensor> sorted)
    {
        Sensor? before = null;
        foreach (var sensor in sorted)
        {
            if ((OfItself(sensor) ?? Overlap(before, sensor)) is { } why) return (sensor, why);
            before = sensor;
        }
        return null;
    }

    private static LocalizedText? OfItself(Sensor sensor)
    {
        if (sensor.PerUnit < 1 || sensor.Rollover < 2) return new("倍率小于 1 或回零值小于 2", "a scale below 1 or a rollover below 2");
        if (sensor.MaxRate is { } rate && (rate.Number <= 0 || !sensor.TryToSmallest(rate, out _)))
            return new($"单位为“{sensor.Unit}”的表，最大流量不能是每小时 {rate}", $"a highest rate of {rate} an hour for a register in '{sensor.Unit}'");
        if (sensor.ValidTo <= sensor.ValidFrom) return new($"有效期止于 {sensor.ValidTo}，早于起始时间",
            $"the period ends at {sensor.ValidTo}, before it begins");
        return null;
    }

    private static LocalizedText? Overlap(Sensor? before, Sensor sensor) =>
        before?.Key == sensor.Key && !(before.ValidTo <= sensor.ValidFrom)
        ? new($"与自 {before.ValidFrom} 起的条目重叠", $"overlaps the entry from {before.ValidFrom}")
        : null;
}
