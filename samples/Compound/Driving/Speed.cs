using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CityKit.Samples.Compound.Driving;

/// <summary>Scenario time against wall time: so many seconds of the story in one second of the clock, or as fast as it goes.</summary>
/// <param name="Factor">The factor; null for as fast as it goes.</param>
internal readonly record struct Speed(double? Factor)
{
    /// <summary>No waiting at all.</summary>
    public static Speed Max { get; } = new(null);

    /// <summary>An hour and a half in a second: four days in about a minute.</summary>
    public static Speed Default { get; } = new(5400);

    /// <summary>Reads <c>max</c> or a number over 0.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Speed speed)
    {
        speed = Max;
        if (text == "max") return true;
        var valid = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0
            && double.IsFinite(factor);
        speed = new Speed(factor);
        return valid;
    }
}
