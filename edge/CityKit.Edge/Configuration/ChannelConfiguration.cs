using CityKit.Edge.Channels.Files;
using CityKit.Edge.Devices;
using CityKit.Edge.Serial;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>
/// One channel of <c>edge.json</c> (通道配置): a file of the kernel, a number of a serial meter head, a code scanner, a quantity of a device,
/// or a vendor's own.
/// </summary>
/// <param name="Name">Its name, as sensors refer to it.</param>
/// <param name="Period">How often it is read.</param>
public sealed record ChannelConfiguration(string Name, Duration Period)
{
    /// <summary>Its name and unit for people.</summary>
    internal ItemLabel Label { get; init; } = ItemLabel.None;

    /// <summary>The file; null for a meter head.</summary>
    internal ChannelFile? File { get; init; }

    /// <summary>The number of the meter head; null for a file.</summary>
    public SerialMeterChannel? Meter { get; init; }

    /// <summary>The meter head's line; null for a file.</summary>
    public SerialPortOptions? Port { get; init; }

    /// <summary>The code scanner; null for all else.</summary>
    public CodeScannerOptions? Codes { get; init; }

    /// <summary>The scanner of passes; null for all else.</summary>
    public PassScannerOptions? Passes { get; init; }

    /// <summary>What it reads of a device; null for all else.</summary>
    public DeviceChannel? Device { get; init; }

    /// <summary>Where the salt of a code reader's digests is; null for all else.</summary>
    public string? SaltFile { get; init; }

    /// <summary>How a channel of a kind that was added in code is opened; null for the built-in kinds.</summary>
    public ChannelOpening? Opening { get; init; }

    /// <summary>After how long a meter head's number is too old.</summary>
    public Duration SilentAfter { get; init; } = Duration.FromMinutes(5);
}
