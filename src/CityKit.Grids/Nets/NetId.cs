using System.Diagnostics.CodeAnalysis;
using CityKit.Core;

namespace CityKit.Grids.Nets;

/// <summary>
/// Which net of responsibility (网): governance, city management, party building, emergency, street chiefs. <c>default</c> means none.
/// </summary>
public readonly record struct NetId : IParsable<NetId>, IComparable<NetId>
{
    private readonly string? text;

    private NetId(string text) => this.text = text;

    /// <summary>The name; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>Reads a net's name: 1 to 64 of a–z, 0–9, '.', '_', '-'.</summary>
    /// <exception cref="FormatException">The text breaks the rule.</exception>
    public static NetId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw IdText.Wrong("net", s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out NetId result)
    {
        var valid = IdText.IsValid(s);
        result = valid ? new NetId(s!) : default;
        return valid;
    }

    /// <summary>Ordinal order.</summary>
    public int CompareTo(NetId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
