using CityKit.Edge.Devices;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>One line of <c>edge.json</c> (线路配置).</summary>
/// <param name="Name">Its name, as sensors refer to it.</param>
/// <param name="Bias">What it reads when nothing drives it.</param>
/// <param name="ActiveLow">True when a low level means active.</param>
/// <param name="BufferSize">How many edges the kernel keeps for us.</param>
public sealed record LineConfiguration(string Name, LineBias Bias, bool ActiveLow, int BufferSize)
{
    private const int MostKernelEdges = 1024;

    /// <summary>The chip it is on, by label or path; null for a line that is only simulated.</summary>
    public string? Chip { get; init; }

    /// <summary>Its number on the chip; null when it is found by <see cref="ChipLine"/>.</summary>
    public int? Offset { get; init; }

    /// <summary>Its name on the chip; null when it is found by <see cref="Offset"/>.</summary>
    public string? ChipLine { get; init; }

    /// <summary>Its name and unit for people.</summary>
    internal ItemLabel Label { get; init; } = ItemLabel.None;

    /// <summary>How long a level must stay before the kernel makes an edge of it; zero for none.</summary>
    public Duration KernelDebounce { get; init; } = Duration.Zero;

    /// <summary>
    /// The same line on a chip of this machine; null when the file names none, or a device. The kernel keeps at most 1,024 edges of a line.
    /// </summary>
    public LinuxLine? ToLinux() => Chip is null || DeviceConfiguration.IsDevice(Chip) ? null : new LinuxLine(Name, Chip)
    {
        Offset = Offset, LineName = ChipLine, Bias = Bias, ActiveLow = ActiveLow, BufferSize = Math.Min(BufferSize, MostKernelEdges),
        Debounce = KernelDebounce,
    };

    /// <summary>The same line on a <see cref="SimulatedChip"/>.</summary>
    public SimulatedLine ToSimulated() => new(Name) { Bias = Bias, ActiveLow = ActiveLow, BufferSize = BufferSize };
}
