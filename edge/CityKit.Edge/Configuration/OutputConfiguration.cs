using CityKit.Edge.Devices;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Loop;

namespace CityKit.Edge.Configuration;

/// <summary>One output of <c>edge.json</c> (输出配置).</summary>
/// <param name="Name">Its name, as sensors refer to it.</param>
/// <param name="Kind">What it drives.</param>
/// <param name="ActiveLow">True when a low level means active.</param>
/// <param name="SafeState">The state it begins in and is left in.</param>
public sealed record OutputConfiguration(string Name, OutputKind Kind, bool ActiveLow, bool SafeState)
{
    /// <summary>The chip it is on, by label or path; null for one that is only simulated.</summary>
    public string? Chip { get; init; }

    /// <summary>Its number on the chip; null when it is found by <see cref="ChipLine"/>.</summary>
    public int? Offset { get; init; }

    /// <summary>Its name on the chip; null when it is found by <see cref="Offset"/>.</summary>
    public string? ChipLine { get; init; }

    /// <summary>Its name and unit for people.</summary>
    internal ItemLabel Label { get; init; } = ItemLabel.None;

    /// <summary>Which alerts switch it; null for none.</summary>
    public AlertDrive? WhileAlert { get; init; }

    /// <summary>The same output on a chip of this machine; null when the file names none, or a device.</summary>
    public LinuxOutput? ToLinux() =>
        Chip is null || DeviceConfiguration.IsDevice(Chip)
            ? null : new LinuxOutput(Name, Chip) { Offset = Offset, LineName = ChipLine, ActiveLow = ActiveLow, SafeState = SafeState };

    /// <summary>The same output in memory only.</summary>
    /// <param name="wired">Notified of each change; null for nobody.</param>
    public SimulatedOutputLine ToSimulated(Action<bool>? wired = null) => new(Name, SafeState, wired);
}
