using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using CityKit.Modules;
using CityKit.Setup;

namespace CityKit.Cli.Tests.Support;

/// <summary>A small city as a folder's files and as the setup of a hub: a smoke alarm makes a lead for a property order.</summary>
internal static class ReplayCity
{
    internal const string Rules = """
        {"version": 1, "rules": [{"id": "smoke", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
         "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}, "lead": {"profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999"}}}]}
        """;

    internal const string Sensors =
        """{"version": 1, "sensors": [{"device": "pi-1", "sensor": "smoke", "quantity": "smoke", "validFrom": "2026-01-01T00:00:00Z"}]}""";

    internal const string Policy = """
        {"schema": 1, "label": "Invented for tests, in force nowhere.", "stageLimits": [{"profile": "property-order", "stage": "receive", "limit": "30 minutes"}]}
        """;

    /// <summary>The setup of a hub that was given these files.</summary>
    internal static HubSetup Setup(HubSetup setup) => setup with
    {
        Configuration = new HubConfiguration(Encoding.UTF8.GetBytes(Rules), Encoding.UTF8.GetBytes(Sensors)),
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, PolicyReader.Read(Encoding.UTF8.GetBytes(Policy), out _)!, WorkCalendar.BuiltIn),
    };

    /// <summary>Writes the files.</summary>
    internal static void Write(TempFolder folder, string name, string policy = Policy, string rules = Rules)
    {
        Directory.CreateDirectory(folder.At(name));
        folder.Write(Path.Combine(name, "rules.json"), rules);
        folder.Write(Path.Combine(name, "sensors.json"), Sensors);
        folder.Write(Path.Combine(name, "policy.json"), policy);
    }

    internal sealed record Ring(string CommandId) : HubCommand(CommandId);

    /// <summary>A module that the tool does not have.</summary>
    internal sealed class Bells : ICityModule
    {
        public string Name => "bells";

        public void Declare(ModuleDeclaration declaration) => declaration.Command(
            "bells/ring", (JsonTypeInfo<Ring>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Ring)),
            Access.For(DataClass.Public, Role.DutyOfficer), (_, _, _, _) => null);
    }
}
