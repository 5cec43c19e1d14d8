using System.Globalization;
using System.Text.Json.Nodes;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Samples.District.Plan;

/// <summary>
/// An invented district: streets side by side, each a square with a unit grid, a compound, devices and a household with gas.
/// </summary>
/// <param name="Streets">How many streets, 1 to 99: what is in one street is in one partition.</param>
/// <param name="Devices">How many devices, spread over the streets.</param>
internal sealed record DistrictPlan(int Streets, int Devices)
{
    /// <summary>The gas company's feed.</summary>
    internal static readonly DeviceId Feed = DeviceId.Parse("gas-co");

    private const double West = 120.30;
    private const double South = 36.06;
    private const double Side = 0.01;
    private const string Since = "2026-01-01T00:00:00Z";

    /// <summary>A street for each device, as long as there are streets.</summary>
    internal static DistrictPlan Of(int devices) => new(Math.Clamp(devices, 1, 99), devices);

    /// <summary>The names of the devices.</summary>
    internal IEnumerable<DeviceId> DeviceIds => Enumerable.Range(0, Devices).Select(n => DeviceId.Parse(DeviceName(n)));

    /// <summary>The names of the gas meters, one a street.</summary>
    internal IEnumerable<string> Registers => Enumerable.Range(0, Streets).Select(RegisterOf);

    /// <summary>The unit grids.</summary>
    internal GridMap Grids() => new([.. Enumerable.Range(0, Streets).Select(Square)]);

    /// <summary>The middle of a street.</summary>
    internal static GeoPoint Middle(int street) => GeoPoint.FromDegrees(West + (street + 0.5) * Side, South + Side / 2);

    /// <summary>The sensor register, as UTF-8 JSON.</summary>
    internal byte[] Sensors()
    {
        var rows = new JsonArray();
        for (var device = 0; device < Devices; device++)
            foreach (var row in SensorsOf(device)) rows.Add(row);
        for (var street = 0; street < Streets; street++) rows.Add(GasOf(street));
        return System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["version"] = 1, ["sensors"] = rows }.ToJsonString());
    }

    private IEnumerable<JsonObject> SensorsOf(int device)
    {
        foreach (var quantity in (string[])["smoke", "fall"]) yield return Row(DeviceName(device), quantity, quantity, device % Streets);
        var water = Row(DeviceName(device), "water", "water", device % Streets);
        (water["unit"], water["perUnit"]) = ("L", 1);
        yield return water;
    }

    private static JsonObject GasOf(int street)
    {
        var row = Row(Feed.ToString(), RegisterOf(street), "gas", street);
        (row["unit"], row["perUnit"], row["household"]) = ("m3", 1000, $"h-{street:00}");
        row["consent"] = new JsonObject
        {
            ["purpose"] = "elder-care", ["givenBy"] = $"h-{street:00}-head", ["from"] = Since, ["until"] = "2036-01-01T00:00:00Z",
        };
        return row;
    }

    private static JsonObject Row(string device, string sensor, string quantity, int street) => new()
    {
        ["device"] = device, ["sensor"] = sensor, ["quantity"] = quantity, ["compound"] = $"c-{street:00}",
        ["place"] = new JsonObject { ["longitude"] = Middle(street).Longitude, ["latitude"] = Middle(street).Latitude },
        ["validFrom"] = Since,
    };

    private static Grid Square(int street)
    {
        var west = West + street * Side;
        return new Grid(GridScheme.UnitGrid, string.Create(CultureInfo.InvariantCulture, $"370202{street + 1:000}001001"), "invented",
            [GeoPolygon.FromRings(Ring(west, west + Side))]);
    }

    private static GeoPoint[] Ring(double west, double east) =>
    [
        GeoPoint.FromDegrees(west, South), GeoPoint.FromDegrees(east, South),
        GeoPoint.FromDegrees(east, South + Side), GeoPoint.FromDegrees(west, South + Side),
    ];

    private static string DeviceName(int number) => string.Create(CultureInfo.InvariantCulture, $"pi-{number:000}");

    private static string RegisterOf(int street) => string.Create(CultureInfo.InvariantCulture, $"g-{street:00}");
}
