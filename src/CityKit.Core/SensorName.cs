using System.Diagnostics.CodeAnalysis;

namespace CityKit.Core;

/// <summary>
/// A sensor on a device (传感器), as the device's configuration names it. 1 to 64 of a–z, 0–9, '.', '_', '-'. <c>default</c> is the empty
/// name, which never travels.
/// </summary>
public readonly record struct SensorName : IParsable<SensorName>, IComparable<SensorName>
{
    private readonly string? text;

    private SensorName(string text) => this.text = text;

    /// <summary>The name as text; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>The device itself, for events that concern no single sensor: heartbeats, blindness, losses.</summary>
    public static SensorName Device { get; } = new("device");

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text breaks the rule; the message says which.</exception>
    public static SensorName Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw IdText.Wrong("sensor name", s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SensorName result)
    {
        var valid = IdText.IsValid(s);
        result = valid ? new SensorName(s!) : default;
        return valid;
    }

    /// <summary>Ordinal order.</summary>
    public int CompareTo(SensorName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
