using System.Diagnostics.CodeAnalysis;

namespace CityKit.Core;

/// <summary>
/// An edge device (边缘设备) or a utility's feed, as the hub knows it. 1 to 64 of a–z, 0–9, '.', '_', '-'. <c>default</c> is the empty name,
/// which never travels.
/// </summary>
public readonly record struct DeviceId : IParsable<DeviceId>, IComparable<DeviceId>
{
    private readonly string? text;

    private DeviceId(string text) => this.text = text;

    /// <summary>The name as text; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text breaks the rule; the message says which.</exception>
    public static DeviceId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw IdText.Wrong("device id", s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DeviceId result)
    {
        var valid = IdText.IsValid(s);
        result = valid ? new DeviceId(s!) : default;
        return valid;
    }

    /// <summary>Ordinal order.</summary>
    public int CompareTo(DeviceId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
