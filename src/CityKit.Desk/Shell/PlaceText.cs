using CityKit.Client.Items;
using CityKit.Desk.Words;

namespace CityKit.Desk.Shell;

/// <summary>A place in words (位置): its address, else what it is a part of, else its unit grid.</summary>
internal static class PlaceText
{
    internal static string Of(DeskView view, Place place) => place.Address
        ?? (Of(view, place.Compound, place.Building, place.Entrance, place.Spot) is { Length: > 0 } text ? text
            : place.Grid is { } grid ? view.Say(CommonWords.InGrid, grid) : "");

    internal static string Of(DeskView view, string? compound, string? building, string? entrance, string? spot = null) =>
        string.Join(' ', new[]
        {
            compound, building is null ? null : view.Say(CommonWords.Building, building),
            entrance is null ? null : view.Say(CommonWords.Entrance, entrance), spot,
        }.OfType<string>());
}
