using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>A sensor as the register had it (传感器台账); never whose household.</summary>
/// <param name="Quantity">What it measures.</param>
/// <param name="Unit">In which unit; empty for a contact.</param>
/// <param name="PerUnit">How many of its smallest unit one unit is.</param>
public sealed record LinkSensor(string Quantity, string Unit, long PerUnit)
{
    /// <summary>The unit grid.</summary>
    public string? Grid { get; init; }

    /// <summary>The compound.</summary>
    public string? Compound { get; init; }

    /// <summary>The building.</summary>
    public string? Building { get; init; }

    /// <summary>The entrance.</summary>
    public string? Entrance { get; init; }

    /// <summary>The component's id.</summary>
    public string? Component { get; init; }

    /// <summary>Whether it is a household's: its readings are personal.</summary>
    public bool Household { get; init; }

    /// <summary>From when the entry counts.</summary>
    public Instant? ValidFrom { get; init; }

    /// <summary>Until when; null while it counts.</summary>
    public Instant? ValidTo { get; init; }
}
