using System.Globalization;
using CityKit.Edge.Channels;

namespace CityKit.Edge.Serial;

/// <summary>Finds the number in a meter's line. Pure.</summary>
internal static class MeterText
{
    /// <summary>What follows the prefix: within brackets when there are any, up to a unit.</summary>
    internal static ChannelRead Read(ReadOnlySpan<char> rest, int decimals)
    {
        var bracket = rest.IndexOf('(');
        if (bracket >= 0) rest = rest[(bracket + 1)..];
        rest = rest.TrimStart(" =:");
        var end = rest.IndexOfAnyExcept("0123456789.+-");
        if (end >= 0) rest = rest[..end];
        var parsed = decimal.TryParse(rest, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return ChannelText.ToRead(parsed ? number : null, Power(decimals));
    }

    private static decimal Power(int decimals)
    {
        var power = 1m;
        for (var i = 0; i < decimals; i++) power *= 10;
        return power;
    }
}
