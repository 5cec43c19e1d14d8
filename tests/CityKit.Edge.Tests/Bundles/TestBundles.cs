using System.Text;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Bundles;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.Tests.Bundles;

/// <summary>Bundles of an invented hub for an invented device, and keepers over one folder.</summary>
internal sealed class TestBundles(TempFolder folder) : IDisposable
{
    internal const string Edge = """
        {"device": "pi-01", "hub": {"url": "http://hub.example/"}, "lines": [{"name": "door"}],
         "sensors": [{"name": "door", "kind": "contact", "line": "door"}]}
        """;

    internal const string Rules = """
        {"version": 1, "rules": [{"id": "door", "where": "edge", "sensors": {"quantity": "contact"}, "when": {"kind": "match", "event": "contact"},
          "then": {"severity": "info", "title": {"zh": "门", "en": "Door"}}}]}
        """;

    internal const string Sensors = """
        {"version": 1, "sensors": [{"device": "pi-01", "sensor": "door", "quantity": "contact", "validFrom": "2026-01-01T00:00:00Z"}]}
        """;

    internal DeviceKey HubKey { get; } = DeviceKey.Create();

    internal TimeSpan HealthyWithin { get; set; } = TimeSpan.FromSeconds(30);

    internal string Folder => folder.File("bundles");

    internal BundleOptions Options => new()
    {
        Folder = Folder,
        Device = Samples.Device,
        HubKey = HubKey.Public,
        MissingLines = configuration => configuration.Lines.Select(l => l.Name).Except(["door", "window"]),
        Objections = configuration => configuration.Hub!.Host == "elsewhere.example" ? ["hub elsewhere.example is not ours."] : [],
        HealthyWithin = HealthyWithin,
        AskEvery = TimeSpan.FromMilliseconds(1),
    };

    internal BundleKeeper Open(Action<string>? step = null) => new(Options, TimeProvider.System, NullLogger<BundleKeeper>.Instance, step);

    internal byte[] Bundle(long version, string edge = Edge, string rules = Rules, string sensors = Sensors, string device = "pi-01",
        DeviceKey? key = null) =>
        SignedBundle.Sign(new ConfigurationBundle(version, DeviceId.Parse(device), Encoding.UTF8.GetBytes(edge),
            Encoding.UTF8.GetBytes(rules), Encoding.UTF8.GetBytes(sensors)), key ?? HubKey).Encode();

    /// <summary>A keeper under a version that has proved itself.</summary>
    internal BundleKeeper OpenWith(long version)
    {
        var keeper = Open();
        Assert.Null(keeper.Take(Bundle(version)));
        keeper.Confirm();
        return keeper;
    }

    public void Dispose() => HubKey.Dispose();
}
