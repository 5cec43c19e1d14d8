using System.Diagnostics.CodeAnalysis;
using CityKit.Core;

namespace CityKit.Sensors.Register;

/// <summary>
/// What a sensor measures or watches (监测量), such as <c>gas</c>, <c>water</c>, <c>smoke</c>, <c>fall</c>: a word of the city's choosing, 1
/// to 64 of a–z, 0–9, '.', '_', '-'. <c>default</c> is the empty word, which no sensor measures.
/// </summary>
public readonly record struct Quantity : IParsable<Quantity>
{
    private readonly string? text;

    private Quantity(string text) => this.text = text;

    /// <summary>The word; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>Reads a word.</summary>
    /// <exception cref="FormatException">The text breaks the rule; the message says which.</exception>
    public static Quantity Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException(
            $"'{s}' is not a quantity: 1 to 64 characters of a-z, 0-9, '.', '_', '-'. 监测量“{s}”须为 1 至 64 个字符（小写字母、数字、. _ -）。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Quantity result)
    {
        var valid = NameRule.IsValid(s);
        result = valid ? new Quantity(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
