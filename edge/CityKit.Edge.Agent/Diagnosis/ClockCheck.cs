using System.Globalization;
using CityKit.Edge.Agent.Platform;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The wall clock and what keeps it.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    internal static IEnumerable<DoctorFinding> Look(TimeProvider time)
    {
        yield return SystemClockQuality.IsSynchronized
            ? DoctorFinding.Ok("clock", "synchronised with the network")
            : DoctorFinding.Warn("clock", "not synchronised, or it may not be asked", "enable a time service: timedatectl set-ntp true. Until then events wait up to ten minutes after each boot for a wall time. 启用网络校时");
        yield return LookAtBattery(time);
    }

    private static DoctorFinding LookAtBattery(TimeProvider time)
    {
        if (!SystemClockQuality.HasBattery) return DoctorFinding.Warn("rtc", "no battery-backed clock", "add one (a Pi 5 has one: give it its battery), so that a boot without network knows the time. 加装带电池的时钟");
        var path = Directory.EnumerateFileSystemEntries(SystemClockQuality.Clocks).Order(StringComparer.Ordinal).First();
        if (Seconds(Path.Combine(path, "since_epoch")) is not { } shown) return DoctorFinding.Warn("rtc", $"{path} cannot be read", "look at dmesg | grep rtc");
        var off = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(shown);
        return off.Duration() <= Tolerance
            ? DoctorFinding.Ok("rtc", $"{Path.GetFileName(path)} agrees with the system's clock")
            : DoctorFinding.Warn("rtc", $"{Path.GetFileName(path)} is {off.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} minutes from the system's clock", "set it once the clock is synchronised: hwclock --systohc; when it is wrong again, its battery is empty. 校准或更换电池");
    }

    private static long? Seconds(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
