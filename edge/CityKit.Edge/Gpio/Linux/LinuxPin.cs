namespace CityKit.Edge.Gpio.Linux;

/// <summary>
/// A pin as the kernel knows it (引脚): the same one however a file names it, by the chip's label or path, by number or by name.
/// </summary>
/// <param name="Chip">The kernel's name of the chip, such as <c>gpiochip0</c>; until the next boot.</param>
/// <param name="Offset">The number on the chip.</param>
internal readonly record struct LinuxPin(string Chip, int Offset)
{
    /// <summary>Asks the kernel which pin a line is; the line itself is not requested.</summary>
    /// <param name="line">Our name of it, for errors.</param>
    /// <param name="chip">The chip's label or path.</param>
    /// <param name="offset">The number on the chip; null when it is found by name.</param>
    /// <param name="lineName">The name on the chip; null when it is found by number.</param>
    /// <exception cref="LineUnavailableException">There is no such chip or line, or it may not be opened.</exception>
    public static LinuxPin Find(string line, string chip, int? offset, string? lineName)
    {
        if (offset is null == lineName is null)
            throw new ArgumentException($"Line '{line}' needs either an offset or a line name. 线路“{line}”须给出编号或名称之一。");
        using var open = GpioChip.Open(line, chip);
        return open.Pin(line, offset, lineName);
    }
}
