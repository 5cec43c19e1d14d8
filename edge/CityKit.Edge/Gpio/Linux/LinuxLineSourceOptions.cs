using NodaTime;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>How a <see cref="LinuxLineSource"/> reads.</summary>
public sealed record LinuxLineSourceOptions
{
    /// <summary>The name that other programs are shown when they want one of our lines; up to 31 bytes.</summary>
    public string Consumer { get; init; } = "citykit-edge";

    /// <summary>
    /// How long an edge may need from the interrupt into its line's queue: edges of several lines are put in order over this time, and each
    /// is delivered that much later. 0 to 100 ms. One that needs longer is delivered at once, with the earliest time that is still in
    /// order, and counted.
    /// </summary>
    public Duration Settle { get; init; } = Duration.FromMilliseconds(1);

    /// <summary>How often a chip that went away is looked for; 10 ms to 1 h.</summary>
    public Duration RetryAfter { get; init; } = Duration.FromSeconds(1);

    /// <summary>True to begin without lines that cannot be had, and to report them as away; false to refuse to begin.</summary>
    public bool StartWithout { get; init; }

    /// <exception cref="ArgumentException">A member is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (System.Text.Encoding.UTF8.GetByteCount(Consumer) is 0 or >= GpioText.Length)
            throw new ArgumentException($"Consumer is 1 to 31 bytes, not '{Consumer}'. 使用者名称须为 1 至 31 字节。");
        if (Settle < Duration.Zero || Settle > Duration.FromMilliseconds(100))
            throw new ArgumentException($"Settle is 0 to 100 ms, not {Settle.TotalMilliseconds} ms. Settle 须为 0 至 100 毫秒。");
        if (RetryAfter < Duration.FromMilliseconds(10) || RetryAfter > Duration.FromHours(1))
            throw new ArgumentException($"RetryAfter is 10 ms to 1 h, not {RetryAfter}. RetryAfter 须为 10 毫秒至 1 小时。");
    }
}
