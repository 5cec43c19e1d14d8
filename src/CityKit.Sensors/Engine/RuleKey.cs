using System.Diagnostics.CodeAnalysis;
using CityKit.Core;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>
/// What a part of the engine's state is about (状态键): the engine itself, a device or feed, a sensor, a stretch of a sensor's window, or a
/// rule for a group. A host keeps the bytes of each key and writes only those that changed. As text: <c>*</c>, <c>device</c>,
/// <c>device/sensor</c>, <c>device/sensor/rule/period/stretch</c>, <c>@rule/group</c> with the group as 32 hex digits; at most 256
/// characters. <c>default</c> is the engine itself, <c>*</c>.
/// </summary>
/// <param name="Device">The device or feed; null for the engine itself and for a group.</param>
/// <param name="Sensor">The sensor; null for the device's own time.</param>
/// <param name="Part">Which stretch of which window, null for the sensor's own; which rule and group.</param>
public readonly record struct RuleKey(DeviceId? Device, SensorName? Sensor = null, string? Part = null)
    : IComparable<RuleKey>, IParsable<RuleKey>
{
    private const string OfEngine = "*";
    private const char GroupMark = '@';

    internal RuleKey(SensorKey sensor, string? part = null) : this(sensor.Device, sensor.Sensor, part) { }

    internal static RuleKey Engine => default;

    internal static RuleKey OfGroup(string part) => new(null, null, part);

    /// <summary>Whether it is about a rule for a group.</summary>
    public bool IsGroup => Device is null && Part is not null;

    /// <summary>The sensor that it is about; null when it is about more.</summary>
    public SensorKey? SensorKey => Device is { } device && Sensor is { } sensor ? new SensorKey(device, sensor) : null;

    /// <summary>Reads a key's text.</summary>
    /// <exception cref="FormatException">The text is no key.</exception>
    public static RuleKey Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var key) ? key
        : throw new FormatException($"'{s}' is not a key of the rules' state: '*', @rule/group, or device, device/sensor, "
            + $"device/sensor/rule/period/stretch. “{s}”不是规则状态键，应为 '*'、@规则/组，或以 / 分隔的设备、传感器、规则、时段、分段。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RuleKey result)
    {
        result = Engine;
        if (s is null or OfEngine) return s is not null;
        if (s.StartsWith(GroupMark))
        {
            result = OfGroup(s[1..]);
            return s.Length > 1;
        }
        var parts = s.Split('/', 3);
        if (!DeviceId.TryParse(parts[0], null, out var device)) return false;
        var sensor = default(SensorName);
        if (parts.Length > 1 && !SensorName.TryParse(parts[1], null, out sensor)) return false;
        result = new RuleKey(device, parts.Length > 1 ? sensor : null, parts.Length > 2 ? parts[2] : null);
        return true;
    }

    /// <summary>Whose state it is part of: its own, or that of the sensor whose window it is a stretch of.</summary>
    internal RuleKey Owner => IsGroup ? this : this with { Part = null };

    /// <summary>The engine, groups, then each device before its sensors, each sensor before its stretches.</summary>
    public int CompareTo(RuleKey other)
    {
        var byDevice = string.CompareOrdinal(Device?.Value, other.Device?.Value);
        if (byDevice != 0) return byDevice;
        var bySensor = string.CompareOrdinal(Sensor?.Value, other.Sensor?.Value);
        return bySensor != 0 ? bySensor : string.CompareOrdinal(Part, other.Part);
    }

    /// <inheritdoc/>
    public override string ToString() => (Device, Sensor, Part) switch
    {
        (null, _, null) => OfEngine,
        (null, _, _) => GroupMark + Part,
        (_, null, _) => $"{Device}",
        (_, _, null) => $"{Device}/{Sensor}",
        _ => $"{Device}/{Sensor}/{Part}",
    };
}
