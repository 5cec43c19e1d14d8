using CityKit.Core;

namespace CityKit.Maps.Pictures;

/// <summary>The classes of the components of a picture, the commonest first, each with its colour; what is beyond the colours is one
/// class.</summary>
internal static class DotClasses
{
    private const string Others = "#7a7a7a";

    internal static List<(LocalizedText Name, int Count, string Colour)> Of(IEnumerable<MapDot> dots)
    {
        var groups = dots.CountBy(dot => dot.Class).OrderByDescending(group => group.Value)
            .ThenBy(group => group.Key.Zh, StringComparer.Ordinal).ToList();
        var own = groups.Count > MapColours.Dots.Count ? MapColours.Dots.Count - 1 : groups.Count;
        var named = groups.Take(own).Select((group, i) => (group.Key, group.Value, MapColours.Dots[i]));
        var rest = groups.Skip(own).Sum(group => group.Value);
        return [.. named, .. rest > 0 ? [(new LocalizedText("其他", "others"), rest, Others)] : Array.Empty<(LocalizedText, int, string)>()];
    }

    /// <summary>The colour of a class; that of the others when it has none of its own.</summary>
    internal static string ColourOf(LocalizedText name, IEnumerable<(LocalizedText Name, int Count, string Colour)> classes) =>
        classes.FirstOrDefault(known => known.Name == name) is { Colour: { } colour } ? colour : Others;
}
