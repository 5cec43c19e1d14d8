using System.Globalization;

namespace CityKit.Edge.Channels;

/// <summary>The texts in which values are written down. Pure; decimal, so that every platform rounds alike.</summary>
internal static class ChannelText
{
    /// <summary>
    /// What a DS18B20 holds before it has measured: 85 °C exactly. Taken for no measurement; a real one differs in the next digit.
    /// </summary>
    private const decimal OneWirePowerOn = 85_000;

    /// <summary>
    /// A data line that is held low: nine zeros, of which the CRC is right. No sensor sends them, as its configuration is never 0.
    /// </summary>
    private const string OneWireShorted = "00 00 00 00 00 00 00 00 00 ";

    private const NumberStyles Signed = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    internal static decimal? Number(string text) =>
        decimal.TryParse(text.AsSpan().Trim(), Signed, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Two lines: nine bytes in hexadecimal and <c>crc=.. YES</c>; the bytes again and <c>t=23125</c>.</summary>
    internal static decimal? OneWire(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length != 2 || !lines[0].EndsWith("YES", StringComparison.Ordinal)
            || lines[0].StartsWith(OneWireShorted, StringComparison.Ordinal))
            return null;
        var at = lines[1].LastIndexOf("t=", StringComparison.Ordinal);
        return at >= 0 && Number(lines[1][(at + 2)..]) is { } value && value != OneWirePowerOn ? value : null;
    }

    internal static decimal? Scaled(decimal raw, decimal? offset, decimal? scale)
    {
        try
        {
            return (raw + offset) * scale;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    internal static ChannelRead ToRead(decimal? value, decimal multiplier)
    {
        if (Scaled(value ?? 0, 0, multiplier) is not { } scaled || value is null) return ChannelRead.None(ChannelRead.Garbled);
        var rounded = decimal.Round(scaled, MidpointRounding.AwayFromZero);
        return rounded is >= long.MinValue and <= long.MaxValue ? new ChannelRead((long)rounded) : ChannelRead.None(ChannelRead.Garbled);
    }
}
