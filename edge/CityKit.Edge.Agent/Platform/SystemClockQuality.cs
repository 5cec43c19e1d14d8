using CityKit.Core;
using CityKit.Edge.Loop;
using NodaTime;

namespace CityKit.Edge.Agent.Platform;

/// <summary>
/// How far this machine's wall clock can be trusted: synchronised, kept over the power-off by a real-time clock that says so, or neither.
/// Without either it shows the time of the last shutdown at best (fake-hwclock, systemd).
/// </summary>
/// <param name="clocks">Where the kernel shows real-time clocks.</param>
/// <param name="isSynchronized">Whether a time service has set the clock since the boot.</param>
internal sealed class SystemClockQuality(string clocks, Func<bool> isSynchronized)
{
    /// <summary>No true clock shows a time before this was written.</summary>
    internal static readonly Instant NotBefore = Instant.FromUtc(2026, 11, 1, 0, 0);

    private const string Timesyncd = "/run/systemd/timesync/synchronized";

    /// <summary>This machine.</summary>
    internal static SystemClockQuality OfMachine { get; } = new("/sys/class/rtc", IsSetByTimeService);

    internal bool IsSynchronized => isSynchronized();

    internal IReadOnlyList<RealTimeClock> Clocks =>
        Directory.Exists(clocks)
            ? [.. Directory.EnumerateFileSystemEntries(clocks).Order(StringComparer.Ordinal).Select(folder => new RealTimeClock(folder))]
            : [];

    /// <summary>The evidence for what the system's clock shows.</summary>
    internal ClockEvidence Look(Instant now)
    {
        if (IsSynchronized) return new(ClockQuality.Synchronized, new("已由校时服务校准", "set by a time service"));
        var (found, whys) = (Clocks, new List<LocalizedText>());
        foreach (var clock in found)
        {
            if (clock.WhyNot(now, NotBefore) is not { } why)
                return new(ClockQuality.RealTimeClock, new($"由 {clock.Name} 在断电期间保持", $"kept over the power-off by {clock.Name}"));
            whys.Add(why);
        }
        return new(ClockQuality.Unknown, found.Count == 0
            ? new("未经校时，且没有实时时钟", "not synchronised, and there is no real-time clock")
            : new($"未经校时；{string.Join("；", whys.Select(w => w.Zh))}", $"not synchronised; {string.Join("; ", whys.Select(w => w.En))}"));
    }

    private static bool IsSetByTimeService() =>
        File.Exists(Timesyncd) || OperatingSystem.IsLinux() && LinuxCalls.ClockState() is >= 0 and not LinuxCalls.TimeError;
}
