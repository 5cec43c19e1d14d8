namespace CityKit.Maps.Pictures;

/// <summary>
/// Colours of maps. Those of counts go from light to dark in equal steps of lightness (OKLCH, hue 105° to 260°), so that they keep their
/// order for people who see colours otherwise, and in a black-and-white print.
/// </summary>
internal static class MapColours
{
    internal const string NoData = "#d9d9d9";
    internal const string Zero = "#ffffff";
    internal const string Border = "#8d999f";
    internal const string Outline = "#1f2a30";
    internal const string Ink = "#1b1f22";
    internal const string Faint = "#5a6268";

    /// <summary>Those of classes of components: M. Okabe and K. Ito, "Color Universal Design", 2008, without black.</summary>
    internal static IReadOnlyList<string> Dots { get; } = ["#d55e00", "#0072b2", "#cc79a7", "#e69f00", "#009e73", "#56b4e9", "#f0e442"];

    private static readonly string[] Steps = ["#f8f6cc", "#b2e0ad", "#64c6a6", "#23a4a3", "#00809a", "#005b88", "#19376a"];

    internal static int Most => Steps.Length;

    /// <summary>Whether a name on a colour is read better in white.</summary>
    internal static bool IsDark(string colour)
    {
        var rgb = Convert.FromHexString(colour.AsSpan(1));
        return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] < 120;
    }

    /// <summary>A colour as a ground for dots: two thirds white.</summary>
    internal static string Faded(string colour)
    {
        var rgb = Convert.FromHexString(colour.AsSpan(1));
        return $"#{Convert.ToHexStringLower([.. rgb.Select(part => (byte)(255 - (255 - part) / 3))])}";
    }

    /// <summary>The colour of a class of some.</summary>
    internal static string Of(int index, int classes) =>
        Steps[classes == 1 ? Steps.Length / 2 : index * (Steps.Length - 1) / (classes - 1)];
}
