namespace CityKit.Edge.Gpio.Linux;

/// <summary>
/// One output line of a GPIO chip, and how it is requested from the kernel (输出线路). It is found by <see cref="Offset"/> or by
/// <see cref="LineName"/>, whichever is given.
/// </summary>
/// <param name="Name">Our name of it.</param>
/// <param name="Chip">The chip's label or path.</param>
public sealed record LinuxOutput(string Name, string Chip)
{
    /// <summary>Its number on the chip; null when it is found by name.</summary>
    public int? Offset { get; init; }

    /// <summary>Its name on the chip; null when it is found by number.</summary>
    public string? LineName { get; init; }

    /// <summary>True when a low level means active.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>How it drives its pin.</summary>
    public OutputDrive Drive { get; init; }

    /// <summary>The state it begins in and is left in: false for a siren, true for a relay that holds a fire door's magnet.</summary>
    public bool SafeState { get; init; }

    /// <exception cref="ArgumentException">A member is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (string.IsNullOrEmpty(Chip))
            throw new ArgumentException($"Output '{Name}' names no chip; give its label or path. 输出“{Name}”未指明芯片。");
        if (Offset is null == LineName is null)
            throw new ArgumentException($"Output '{Name}' needs either an offset or a line name. 输出“{Name}”须给出编号或名称之一。");
        if (Offset < 0) throw new ArgumentException($"Output '{Name}' has offset {Offset}; it is 0 or more. 输出编号不得为负。");
    }

    internal GpioLineConfig ToConfig(bool active)
    {
        var config = default(GpioLineConfig);
        config.Flags = GpioFlags.Output | (Drive switch { OutputDrive.OpenDrain => GpioFlags.OpenDrain,
            OutputDrive.OpenSource => GpioFlags.OpenSource, _ => GpioFlags.None });
        if (ActiveLow) config.Flags |= GpioFlags.ActiveLow;
        config.Add(GpioUapi.OutputValuesAttribute, active ? 1ul : 0ul);
        return config;
    }
}
