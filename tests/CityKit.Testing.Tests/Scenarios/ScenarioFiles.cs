using System.Text;
using CityKit.Grids.Maps;
using CityKit.Hosting;
using CityKit.Testing.Scenarios;

namespace CityKit.Testing.Tests.Scenarios;

/// <summary>What the scenarios of these tests are made of.</summary>
internal static class ScenarioFiles
{
    internal const string East = "370202999001001";
    internal const string West = "370202999001002";

    internal static byte[] Rules { get; } = Encoding.UTF8.GetBytes("""
        {"version": 1, "rules": [
          {"id": "lamp-dark", "where": "hub", "sensors": {"quantity": "lamp"}, "when": {"kind": "contact", "is": "active", "hold": "PT30M"},
           "then": {"severity": "info", "title": {"zh": "路灯不亮", "en": "Lamp dark"},
                    "lead": {"profile": "city-management", "class": "GB/T 47678.5-2026:component:01002", "automatic": true}}},
          {"id": "smoke", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}, "notify": ["duty-desk"]}},
          {"id": "fall", "where": "hub", "sensors": {"quantity": "fall"}, "when": {"kind": "match", "event": "detection"},
           "then": {"severity": "critical", "title": {"zh": "坠物", "en": "Falling object"},
                    "lead": {"profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999"}}},
          {"id": "cover", "where": "edge", "sensors": {"quantity": "tilt"}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "critical", "title": {"zh": "井盖", "en": "Cover"}}},
          {"id": "burst", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "PT30M", "above": "400 L"},
           "then": {"severity": "critical", "title": {"zh": "爆管", "en": "Burst pipe"}}}
        ]}
        """);

    internal static byte[] Sensors { get; } = Encoding.UTF8.GetBytes("""
        {"version": 1, "sensors": [
          {"device": "pi-1", "sensor": "lamp-1", "quantity": "lamp", "place": {"longitude": 120.411, "latitude": 36.062}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "lamp-2", "quantity": "lamp", "place": {"longitude": 120.421, "latitude": 36.062}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "smoke-1", "quantity": "smoke", "compound": "c", "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "fall-1", "quantity": "fall", "place": {"longitude": 120.411, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "cover-1", "quantity": "tilt", "place": {"longitude": 120.411, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-2", "sensor": "water-1", "quantity": "water", "unit": "L", "perUnit": 1, "compound": "c", "validFrom": "2026-01-01T00:00:00Z"}
        ]}
        """);

    internal static void Use(CityKitBuilder city) => city.UseRules(Rules).UseSensors(Sensors)
        .UseGrids(new GridMap([SquareGrid.Of(East, 120.41, 36.06), SquareGrid.Of(West, 120.42, 36.06)]));
}
