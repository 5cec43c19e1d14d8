using System.Globalization;
using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Agent.Platform;

/// <summary>
/// One of the machine's real-time clocks (实时时钟), as the kernel shows it in a folder of <c>/sys/class/rtc</c>. That there is one says
/// nothing: a Pi 5 has one without a battery, and it starts at 1970. One that lost its time shows an early date or, as most drivers do,
/// refuses to be read.
/// </summary>
/// <param name="folder">Such as <c>/sys/class/rtc/rtc0</c>.</param>
internal sealed class RealTimeClock(string folder)
{
    /// <summary>Below it the backup cell of a Pi 5 is missing or empty; a good one has about 3 V.</summary>
    internal const long LeastMicrovolts = 2_000_000;

    /// <summary>How far it may be from the system's clock that was set by it.</summary>
    internal static readonly Duration Tolerance = Duration.FromMinutes(2);

    internal string Name => Path.GetFileName(folder);

    /// <summary>Why the system's time is not known to be this clock's time, kept over the power-off; null when it is.</summary>
    /// <param name="now">What the system's clock shows.</param>
    /// <param name="notBefore">The earliest time that can be true.</param>
    internal LocalizedText? WhyNot(Instant now, Instant notBefore)
    {
        if (Number("since_epoch") is not { } seconds)
            return new($"{Name} 无法读取：已丢失时间或没有应答", $"{Name} cannot be read: it lost its time, or does not answer");
        var shown = Instant.FromUnixTimeSeconds(Math.Clamp(seconds, 0, int.MaxValue * 2L));
        if (shown < notBefore)
            return new($"{Name} 显示 {shown}：断电后已丢失时间（没有电池或电池耗尽）",
                $"{Name} shows {shown}: it lost its time with the power (no battery, or an empty one)");
        if (Number("battery_voltage") is < LeastMicrovolts and var low)
            return new($"{Name} 的电池仅 {Volts(low)} V：没有电池或已耗尽", $"the battery of {Name} has {Volts(low)} V: none, or an empty one");
        var off = Duration.Max(now - shown, shown - now);
        return off <= Tolerance
            ? null : new($"{Name} 与系统时钟相差 {Minutes(off)} 分钟", $"{Name} is {Minutes(off)} minutes from the system's clock");
    }

    private long? Number(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(Path.Combine(folder, file)),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                    ? number : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Volts(long microvolts) => (microvolts / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Minutes(Duration off) => off.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture);
}
