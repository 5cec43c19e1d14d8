using NodaTime;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>
/// One input line of a GPIO chip, and how it is requested from the kernel (输入线路). It is found by <see cref="Offset"/> or by
/// <see cref="LineName"/>, whichever is given.
/// </summary>
/// <param name="Name">Our name of it, as detectors use it.</param>
/// <param name="Chip">The chip: its label (<c>pinctrl-rp1</c> on a Raspberry Pi 5, <c>pinctrl-bcm2711</c> on a 4) or its path
/// (<c>/dev/gpiochip0</c>). A number may be another chip after the next boot; a label stays.</param>
public sealed record LinuxLine(string Name, string Chip)
{
    /// <summary>The longest kernel debounce, in the kernel's own unit about 4 s.</summary>
    public static readonly Duration LongestDebounce = Duration.FromSeconds(4);

    /// <summary>Its number on the chip; null when it is found by name.</summary>
    public int? Offset { get; init; }

    /// <summary>Its name on the chip, such as <c>GPIO17</c>; null when it is found by number.</summary>
    public string? LineName { get; init; }

    /// <summary>The resistor inside the chip. <see cref="LineBias.None"/> switches it off.</summary>
    public LineBias Bias { get; init; } = LineBias.None;

    /// <summary>True when a low level means active.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>How many edges the kernel keeps for us before it drops the oldest; 16 to 1,024, which is its own limit.</summary>
    public int BufferSize { get; init; } = 1024;

    /// <summary>
    /// How long a level must stay before the kernel makes an edge of it; 0 for none. It stamps the end of that time, rounded to its tick (1
    /// to 10 ms): for contacts, never where the moment counts.
    /// </summary>
    public Duration Debounce { get; init; } = Duration.Zero;

    internal string Where => Offset is { } offset ? $"line {offset} of chip '{Chip}'" : $"line '{LineName}' of chip '{Chip}'";

    /// <exception cref="ArgumentException">A member is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (string.IsNullOrEmpty(Chip))
            throw new ArgumentException($"Line '{Name}' names no chip; give its label or path. 线路“{Name}”未指明芯片。");
        if (Offset is null == LineName is null)
            throw new ArgumentException($"Line '{Name}' needs either an offset or a line name. 线路“{Name}”须给出编号或名称之一。");
        if (Offset < 0) throw new ArgumentException($"Line '{Name}' has offset {Offset}; it is 0 or more. 线路编号不得为负。");
        if (BufferSize is < 16 or > 1024)
            throw new ArgumentException($"Line '{Name}' has a buffer of {BufferSize}; the kernel gives 16 to 1024. 缓冲须为 16 至 1024。");
        if (Debounce < Duration.Zero || Debounce > LongestDebounce)
            throw new ArgumentException(
                $"Line '{Name}' has a debounce of {Debounce.TotalMilliseconds} ms; it is 0 to {LongestDebounce.TotalMilliseconds} ms. "
                    + "消抖须为 0 至 4 秒。");
    }

    internal GpioLineConfig ToConfig()
    {
        var config = default(GpioLineConfig);
        config.Flags = GpioFlags.Input | GpioFlags.EdgeRising | GpioFlags.EdgeFalling | BiasFlag(Bias);
        if (ActiveLow) config.Flags |= GpioFlags.ActiveLow;
        if (Debounce > Duration.Zero) config.Add(GpioUapi.DebounceAttribute, (ulong)(Debounce.ToInt64Nanoseconds() / 1000));
        return config;
    }

    internal static GpioFlags BiasFlag(LineBias bias) => bias switch
    {
        LineBias.PullUp => GpioFlags.BiasPullUp,
        LineBias.PullDown => GpioFlags.BiasPullDown,
        _ => GpioFlags.BiasDisabled,
    };
}
