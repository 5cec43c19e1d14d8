using System.Globalization;

namespace CityKit.Desk.Extending;

/// <summary>How well one colour is seen on another (WCAG 2.2, relative luminance and contrast ratio).</summary>
internal static class Contrast
{
    /// <summary>The least for text.</summary>
    internal const double Text = 4.5;

    /// <summary>1 to 21; null when one of them is no <c>#RRGGBB</c>.</summary>
    internal static double? Of(string one, string other) => (Luminance(one), Luminance(other)) switch
    {
        ({ } first, { } second) => (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05),
        _ => null,
    };

    private static double? Luminance(string colour) =>
        colour is ['#', .. { Length: 6 } digits]
            && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? 0.2126 * Linear(rgb >> 16) + 0.7152 * Linear(rgb >> 8 & 0xFF) + 0.0722 * Linear(rgb & 0xFF) : null;

    private static double Linear(int channel)
    {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
