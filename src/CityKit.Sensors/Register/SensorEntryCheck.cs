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

    /// <summary>A consent where nobody lives who could give it.</summary>
    internal static LocalizedText ConsentAlone { get; } = new("有同意而无住户", "a consent of no household");

    private static LocalizedText? OfItself(Sensor sensor)
    {
        if (sensor.PerUnit < 1 || sensor.Rollover < 2) return new("倍率小于 1 或回零值小于 2", "a scale below 1 or a rollover below 2");
        if (sensor.MaxRate is { } rate && (rate.Number <= 0 || !sensor.TryToSmallest(rate, out _)))
            return new($"单位为“{sensor.Unit}”的表，最大流量不能是每小时 {rate}", $"a highest rate of {rate} an hour for a register in '{sensor.Unit}'");
        if (sensor.ValidTo <= sensor.ValidFrom) return new($"有效期止于 {sensor.ValidTo}，早于起始时间",
            $"the period ends at {sensor.ValidTo}, before it begins");
        return sensor.Consent is { } consent ? OfConsent(consent, sensor.Household) : null;
    }

    private static LocalizedText? OfConsent(Consent consent, string? household)
    {
        if (household is null) return ConsentAlone;
        if (!NameRule.IsValid(consent.Purpose)) return new($"处理目的不能是“{consent.Purpose}”", $"a purpose '{consent.Purpose}'");
        if (consent.GivenBy is not { Length: > 0 and <= 64 })
            return new("同意人标识须为 1 至 64 个字符", "who gave the consent is not a reference of 1 to 64 characters");
        return consent.Until > consent.From ? null
            : new($"同意止于 {consent.Until}，不晚于起始时间", $"the consent ends at {consent.Until}, no later than it begins");
    }

    private static LocalizedText? Overlap(Sensor? before, Sensor sensor) =>
        before?.Key == sensor.Key && !(before.ValidTo <= sensor.ValidFrom)
        ? new($"与自 {before.ValidFrom} 起的条目重叠", $"overlaps the entry from {before.ValidFrom}")
        : null;
}
