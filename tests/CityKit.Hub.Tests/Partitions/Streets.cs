using System.Text;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.Setup;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>An invented city of six streets in a row, each with a compound, a device and a household's gas meter.</summary>
internal static class Streets
{
    internal const int Count = 6;

    /// <summary>A street's first unit grid.</summary>
    internal static string GridOf(int street) => $"37020290{street}001001";

    internal static GeoPoint PlaceIn(int street) => GeoPoint.FromDegrees(120.405 + (0.01 * street), 36.065);

    internal static PartitionId PartitionOf(int street) => PartitionKey.OfStreet(GridOf(street))!.Value.In(PartitionedCity.Count);

    internal static HubSetup NewSetup(IKeyProtector? keys = null, string? sensors = null) => new()
    {
        Options = new HubOptions { KeepReadings = true },
        Keys = keys ?? new Testing.FixedKeys(),
        Configuration = new HubConfiguration(TestCity.Rules, Encoding.UTF8.GetBytes(sensors ?? Register(Enumerable.Range(1, Count)))),
        Grids = new GridMap(Enumerable.Range(1, Count).Select(Square)),
        Profiles = ProfileCatalogue.BuiltIn,
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn),
    };

    internal static string Register(IEnumerable<int> streets) =>
        $$"""{"version": 1, "sensors": [{{string.Join(",", streets.SelectMany(Sensors))}}]}""";

    /// <summary>A device whose water meter has no place of its own, and a meter of the gas company's feed.</summary>
    private static string[] Sensors(int street) =>
    [
        $$"""{"device": "pi-{{street}}", "sensor": "smoke", "quantity": "smoke", "place": {{Json(PlaceIn(street))}}, "compound": "c-{{street}}", "validFrom": "2026-01-01T00:00:00Z"}""",
        $$"""{"device": "pi-{{street}}", "sensor": "fall", "quantity": "fall", "place": {{Json(PlaceIn(street))}}, "validFrom": "2026-01-01T00:00:00Z"}""",
        $$"""{"device": "pi-{{street}}", "sensor": "water", "quantity": "water", "unit": "L", "perUnit": 1, "validFrom": "2026-01-01T00:00:00Z"}""",
        $$"""{"device": "gas-co", "sensor": "g-{{street}}", "quantity": "gas", "unit": "m3", "perUnit": 1000, "household": "h-{{street}}", "consent": {"purpose": "elder-care", "givenBy": "head-{{street}}", "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}, "compound": "c-{{street}}", "validFrom": "2026-01-01T00:00:00Z"}""",
    ];

    private static string Json(GeoPoint point) => $$"""{"longitude": {{point.Longitude}}, "latitude": {{point.Latitude}}}""";

    private static Grid Square(int street)
    {
        var west = 120.40 + (0.01 * street);
        return new Grid(GridScheme.UnitGrid, GridOf(street), "invented", [GeoPolygon.FromRings([
            GeoPoint.FromDegrees(west, 36.06), GeoPoint.FromDegrees(west + 0.01, 36.06), GeoPoint.FromDegrees(west + 0.01, 36.07),
            GeoPoint.FromDegrees(west, 36.07)])]);
    }
}
