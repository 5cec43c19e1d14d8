using System.Diagnostics.CodeAnalysis;
using CityKit.Core;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>
/// What a part of the engine's state is about (状态键): the engine itself, a device or feed, a sensor, or a stretch of a sensor's window. A
/// host keeps
/// the bytes of each key and writes only those that changed. As text: <c>*</c>, <c>device</c>, <c>device/sensor</c>,
/// <c>device/sensor/rule/period/stretch</c>; at most 256 characters.
/// </summary>
/// <param name="Device">The device or feed; null for the engine itself.</param>
/// <param name="Sensor">The sensor; null for the device's own time.</param>
/// <param name="Part">Which stretch of which window; null for the sensor's own.</param>
public readonly record struct RuleKey(DeviceId? Device, SensorName? Sensor = null, string? Part = null)
    : IComparable<RuleKey>, IParsable<RuleKey>
{
    private const string OfEngine = "*";

    internal RuleKey(SensorKey sensor, string? part = null) : this(sensor.Device, sensor.Sensor, part) { }

    internal static RuleKey Engine => default;

    /// <summary>The sensor that it is about; null when it is about more.</summary>
    public SensorKey? SensorKey => Device is { } device && Sensor is { } sensor ? new SensorKey(device, sensor) : null;

    /// <summary>Reads a key's text.</summary>
    /// <exception cref="FormatException">The text is no key.</exception>
    public static RuleKey Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var key) ? key
        : throw new FormatException($"'{s}' is not a key of the rules' state: '*', or device, device/sensor, device/sensor/rule/period/stretch. “{s}”不是规则状态键。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RuleKey result)
    {
        result = Engine;
        if (s is null or OfEngine) return s is not null;
        var parts = s.Split('/', 3);
        if (!DeviceId.TryParse(parts[0], null, out var device)) return false;
        var sensor = default(SensorName);
        if (parts.Length > 1 && !SensorName.TryParse(parts[1], null, out sensor)) return false;
        result = new RuleKey(device, parts.Length > 1 ? sensor : null, parts.Length > 2 ? parts[2] : null);
        return true;
    }

    /// <summary>Whose state it is part of: its own, or that of the sensor whose window it is a stretch of.</summary>
    internal RuleKey Owner => this with { Part = null };

    /// <summary>The engine, then each device before its sensors, each sensor before its stretches.</summary>
    public int CompareTo(RuleKey other)
    {
        var byDevice = string.CompareOrdinal(Device?.Value, other.Device?.Value);
        if (byDevice != 0) return byDevice;
        var bySensor = string.CompareOrdinal(Sensor?.Value, other.Sensor?.Value);
        return bySensor != 0 ? bySensor : string.CompareOrdinal(Part, other.Part);
    }

    /// <inheritdoc/>
    public override string ToString() => Device is not { } device ? OfEngine : Sensor is not { } sensor ? device.Value : Part is null
        ? $"{device}/{sensor}" : $"{device}/{sensor}/{Part}";
}
