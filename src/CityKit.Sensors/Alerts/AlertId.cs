using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Sensors.Alerts;

/// <summary>
/// An alert's identity (告警标识), made from its cause so that every replay gives the same: 32 lower-case hex digits. <c>default</c> is all
/// zeros and belongs to no alert.
/// </summary>
/// <param name="Value">The first 16 bytes of SHA-256, big-endian.</param>
public readonly record struct AlertId(UInt128 Value) : IParsable<AlertId>, IComparable<AlertId>
{
    private const int HexDigits = 32;

    /// <summary>The first 16 bytes of SHA-256 over UTF-8 <c>rule|device|sensor|raise time</c>, the time in ISO 8601 UTC.</summary>
    public static AlertId Of(string rule, SensorKey sensor, Instant raisedAt) => Of(rule, $"{sensor.Device}|{sensor.Sensor}", raisedAt);

    /// <summary>
    /// The same over <c>rule|per|value|raise time</c> of a group, such as <c>smoke-3|building|370202001-3/5|…</c>; the alert of a single
    /// sensor is that of <see cref="Of(string, SensorKey, Instant)"/>.
    /// </summary>
    public static AlertId Of(string rule, GroupKey group, Instant raisedAt) =>
        Of(rule, group.Per == RulePer.Sensor ? group.Value.Replace('/', '|') : $"{group.PerText}|{group.Value}", raisedAt);

    private static AlertId Of(string rule, string source, Instant raisedAt)
    {
        var cause = $"{rule}|{source}|{InstantPattern.ExtendedIso.Format(raisedAt)}";
        return new AlertId(BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(cause))));
    }

    /// <summary>Reads 32 lower-case hex digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static AlertId Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException($"'{s}' is not an alert id: {HexDigits} lower-case hex digits. 告警标识须为 {HexDigits} 位小写十六进制数字。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AlertId result)
    {
        result = default;
        if (s?.Length != HexDigits || s.AsSpan().ContainsAnyExcept("0123456789abcdef")) return false;
        result = new AlertId(UInt128.Parse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(AlertId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
