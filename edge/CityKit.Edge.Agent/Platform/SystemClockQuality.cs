using CityKit.Core;

namespace CityKit.Edge.Agent.Platform;

/// <summary>How far this machine's wall clock can be trusted: synchronised, kept by a battery-backed clock, or neither. Without either it shows the time of the last shutdown at best.</summary>
internal static class SystemClockQuality
{
    /// <summary>Where the kernel shows battery-backed clocks.</summary>
    internal const string Clocks = "/sys/class/rtc";

    private const string Timesyncd = "/run/systemd/timesync/synchronized";

    /// <summary>The quality now.</summary>
    internal static ClockQuality Read()
    {
        if (IsSynchronized) return ClockQuality.Synchronized;
        return HasBattery ? ClockQuality.RealTimeClock : ClockQuality.Unknown;
    }

    /// <summary>Whether a time service has set the clock since the boot.</summary>
    internal static bool IsSynchronized => File.Exists(Timesyncd) || OperatingSystem.IsLinux() && LinuxCalls.ClockState() is >= 0 and not LinuxCalls.TimeError;

    /// <summary>Whether there is a battery-backed clock.</summary>
    internal static bool HasBattery => Directory.Exists(Clocks) && Directory.EnumerateFileSystemEntries(Clocks).Any();
}
