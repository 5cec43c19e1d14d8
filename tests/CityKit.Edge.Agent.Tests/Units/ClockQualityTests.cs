using CityKit.Core;
using CityKit.Edge.Agent.Diagnosis;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Detectors;
using NodaTime;

namespace CityKit.Edge.Agent.Tests.Units;

/// <summary>What the kernel shows of real-time clocks, in a folder that looks like /sys/class/rtc.</summary>
public sealed class ClockQualityTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 4, 5, 6, 7);
    private readonly string root = Directory.CreateTempSubdirectory("ck-rtc-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory] // since_epoch is the time of the clock; battery_voltage is what the driver of the Pi 5 (rtc-rpi) shows, in microvolts
    [InlineData("a clock that agrees", 0L, null, ClockQuality.RealTimeClock, "kept over the power-off by rtc0")]
    [InlineData("a Pi 5 with its battery", 1L, 3_012_000L, ClockQuality.RealTimeClock, "kept over the power-off by rtc0")]
    [InlineData("a Pi 5 whose battery is missing, before the next power-off", 1L, 311_000L, ClockQuality.Unknown,
        "the battery of rtc0 has 0.3 V")]
    [InlineData("a stopped system clock beside a good one (fake-hwclock)", 86_400L, null, ClockQuality.Unknown,
        "rtc0 is 1440 minutes from the system's clock")]
    [InlineData("a clock that goes wrong", -150L, null, ClockQuality.Unknown, "rtc0 is 2.5 minutes from the system's clock")]
    public void Look_NotSynchronised_TrustsOnlyAClockThatKeptTime(string what, long ahead, long? microvolts, ClockQuality quality,
        string reason)
    {
        Clock("rtc0", Now.ToUnixTimeSeconds() + ahead, microvolts);
        Expect(what, quality, reason);
    }

    [Theory]
    [InlineData(12L)] // a Pi 5 without a battery counts from 1970
    [InlineData(946_684_812L)] // others from 2000
    [InlineData(1_760_000_000L)] // or from when their driver was made
    public void Look_ClockThatLostItsTime_IsUnknownWhateverTheSystemShows(long seconds)
    {
        Clock("rtc0", seconds, null);
        Expect("lost", ClockQuality.Unknown, "it lost its time with the power");
        // the system's clock was set by it
        Assert.Equal(ClockQuality.Unknown, Machine().Look(Instant.FromUnixTimeSeconds(seconds)).Quality);
    }

    [Fact]
    public void Look_NothingReadable_SaysWhichAndOneGoodOneIsEnough()
    {
        Expect("none", ClockQuality.Unknown, "there is no real-time clock");
        Directory.CreateDirectory(Path.Combine(root, "rtc0"));
        Expect("a driver that refuses, as on low voltage", ClockQuality.Unknown, "rtc0 cannot be read");
        Clock("rtc1", Now.ToUnixTimeSeconds(), null);
        Expect("another one", ClockQuality.RealTimeClock, "kept over the power-off by rtc1");
    }

    [Fact]
    public void Look_Synchronised_NeedsNoClock() => Assert.Equal(ClockQuality.Synchronized, Machine(true).Look(Now).Quality);

    [Fact]
    public void Doctor_ClockWithoutBattery_SaysSoAndWhatFollows()
    {
        Clock("rtc0", 12, null);
        var found = ClockCheck.Look(Machine(), Now).ToList();
        Assert.Equal(["clock", "rtc"], found.Select(f => f.What));
        Assert.All(found, f => Assert.Equal(Verdict.Warn, f.How));
        Assert.Contains("alarms go at once", found[0].Todo);
        Assert.Contains("rtc0 shows 1970-01-01T00:00:12Z: it lost its time", found[1].Found);
    }

    private SystemClockQuality Machine(bool synchronised = false) => new(root, () => synchronised);

    private void Expect(string what, ClockQuality quality, string reason)
    {
        var found = Machine().Look(Now);
        Assert.True(found.Quality == quality && found.Reason.En.Contains(reason, StringComparison.Ordinal), $"{what}: {found}");
    }

    private void Clock(string name, long seconds, long? microvolts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "since_epoch"), $"{seconds}\n");
        if (microvolts is { } volts) File.WriteAllText(Path.Combine(folder, "battery_voltage"), $"{volts}\n");
    }
}
