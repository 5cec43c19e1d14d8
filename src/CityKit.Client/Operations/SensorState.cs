using NodaTime;

namespace CityKit.Client.Operations;

/// <summary>A sensor of the register that counts now (传感器), with its last reading of a day.</summary>
/// <param name="Sensor">Its name on its device.</param>
/// <param name="Quantity">What it measures.</param>
/// <param name="Unit">The unit of <see cref="Value"/>; empty for a contact.</param>
/// <param name="OfHousehold">Whether it is a household's: what it reads is personal and not here.</param>
public sealed record SensorState(string Sensor, string Quantity, string Unit, bool OfHousehold)
{
    /// <summary>The unit grid.</summary>
    public string? Grid { get; init; }

    /// <summary>The compound.</summary>
    public string? Compound { get; init; }

    /// <summary>The building.</summary>
    public string? Building { get; init; }

    /// <summary>The component.</summary>
    public string? Component { get; init; }

    /// <summary>When it last read something within a day; null when it did not, or readings are not kept.</summary>
    public Instant? At { get; init; }

    /// <summary>What it read then.</summary>
    public decimal? Value { get; init; }
}
