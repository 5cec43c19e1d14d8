using CityKit.Core;
using CityKit.Edge.Agent.Platform;
using NodaTime;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>The wall clock and what keeps it.</summary>
internal static class ClockCheck
{
    internal static IEnumerable<DoctorFinding> Look(SystemClockQuality machine, Instant now)
    {
        yield return LookAtSystem(machine, now);
        var clocks = machine.Clocks;
        if (clocks.Count == 0)
            yield return DoctorFinding.Warn("rtc", "no real-time clock",
                "add one with a battery, so that a boot without network knows the time. 加装带电池的时钟");
        foreach (var clock in clocks) yield return LookAt(clock, now);
    }

    private static DoctorFinding LookAtSystem(SystemClockQuality machine, Instant now)
    {
        var (quality, reason) = machine.Look(now);
        return quality == ClockQuality.Synchronized
            ? DoctorFinding.Ok("clock", "synchronised with the network")
            : DoctorFinding.Warn("clock", $"{reason.En}. {reason.Zh}", quality == ClockQuality.RealTimeClock
                ? "enable a time service, for the real-time clock drifts: timedatectl set-ntp true. 启用网络校时"
                : "enable a time service: timedatectl set-ntp true. "
                    + "Until the clock is known alarms go at once, marked as of unknown time, "
                    + "and readings wait up to ten minutes after each boot. 启用网络校时；此前报警立即上报并注明时间未知，读数最多等待十分钟");
    }

    private static DoctorFinding LookAt(RealTimeClock clock, Instant now) => clock.WhyNot(now, SystemClockQuality.NotBefore) is not { } why
        ? DoctorFinding.Ok("rtc", $"{clock.Name} agrees with the system's clock")
        : DoctorFinding.Warn("rtc", $"{why.En}. {why.Zh}",
            "give it a battery (the Pi 5 has a connector for one) and set it once the clock is synchronised: hwclock --systohc. "
                + "装上电池，校时后写入");
}
