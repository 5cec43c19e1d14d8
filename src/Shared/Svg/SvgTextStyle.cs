namespace CityKit.Shared.Svg;

/// <summary>How a text looks.</summary>
/// <param name="Size">Its height in pixels.</param>
/// <param name="Fill">Its colour.</param>
internal sealed record SvgTextStyle(double Size, string Fill)
{
    internal bool IsBold { get; init; }

    internal bool HasHalo { get; init; }
}
