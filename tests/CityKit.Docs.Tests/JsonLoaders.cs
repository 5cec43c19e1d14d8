using System.Text;
using CityKit.AccessKeys;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Cases.Rewards;
using CityKit.Contacts;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Trust;
using CityKit.Delivering;
using CityKit.Desk.Cockpit;
using CityKit.Edge;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices;
using CityKit.Escalations;
using CityKit.Grids.Nets;
using CityKit.Import.Levels;
using CityKit.Import.Surveys;
using CityKit.Journal;
using CityKit.Sensors.Mapping;
using CityKit.Sensors.Register;
using CityKit.Sensors.Trials;
using CityKit.Services.Items;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityKit.Docs.Tests;

/// <summary>Loads what a document shows as the program loads it: one row for each document that shows JSON.</summary>
internal static class JsonLoaders
{
    private static readonly Dictionary<string, Func<byte[], Task<IEnumerable<string>>>> ByDocument = new()
    {
        ["getting-started.md"] = utf8 => utf8.AsSpan().IndexOf("\"rules\""u8) >= 0 ? StartHubAsync(utf8)
            : Read(SensorRegister.Parse(utf8, out var wrong) is null ? wrong : []),
        ["rules.md"] = utf8 => utf8.AsSpan().IndexOf("\"tests\""u8) < 0
            ? StartHubAsync(utf8)
            : Read(RuleTestFile.Parse(utf8, out var wrong) is null ? wrong : []),
        ["alerts.md"] = StartHubAsync,
        ["work-items.md"] = utf8 =>
            Read(PolicyReader.Read(utf8, out var wrong)?.Check(ProfileCatalogue.BuiltIn, Components.Catalogues.CatalogueSet.BuiltIn)
            ?? wrong),
        ["profiles.md"] = utf8 => Read(ProfileReader.Read(utf8, out var wrong) is null ? wrong : []),
        ["privacy.md"] = utf8 => Read(PolicyReader.Read(utf8, out var wrong) is null ? wrong : []),
        ["rewards.md"] = utf8 => utf8.AsSpan().IndexOf("\"classes\""u8) < 0 ? ByDocument!["privacy.md"](utf8)
            : Read(RewardRulesReader.Read(utf8, out var wrong) is null ? wrong : []),
        ["imports.md"] = utf8 => Read(SurveyMapping.Read(utf8, out var wrong) is null ? wrong : []),
        ["your-city.md"] = utf8 => utf8.AsSpan().IndexOf("\"standard\""u8) >= 0
            ? Read(Components.Catalogues.ClassCatalogue.Read(utf8, out var unknown) is null ? unknown : [])
            : Read(SurveyMapping.Read(utf8, out var wrong) is null ? wrong : []),
        ["grids.md"] = utf8 => utf8.AsSpan().IndexOf("\"scheme\""u8) >= 0 ? Read(MapLevels.Read(utf8, out var unread) is null ? unread : [])
            : Read(NetBook.Read(utf8, out var wrong) is null ? wrong : []),
        ["install.md"] = utf8 => Read(EdgeConfiguration.Parse(utf8, OwnKinds()).Errors),
        ["devices.md"] = utf8 => Read(EdgeConfiguration.Parse(utf8, OwnKinds()).Errors),
        ["passes.md"] = utf8 => Read(EdgeConfiguration.Parse(utf8, OwnKinds()).Errors),
        ["feeds.md"] = utf8 => utf8.AsSpan().IndexOf("\"schema\""u8) >= 0 ? ByDocument!["privacy.md"](utf8)
            : Read(FeedMapping.Read(utf8, out var wrong) is null ? wrong : []),
        ["metrics.md"] = HostAsync,
        ["notifications.md"] = ReadNotifications,
        ["hub-security.md"] = utf8 => Read(AccessKeyFile.Read(utf8, out var wrong) is null ? wrong : []),
        ["services.md"] = utf8 => Read(ServiceCatalogue.Read(utf8, out var wrong) is null ? wrong : []),
        ["credentials.md"] = utf8 => utf8.AsSpan().IndexOf("\"definedBy\""u8) >= 0 ? Read(CertificateCatalogue.Read(utf8).Errors)
            : Read(IssuerFile.Read(utf8, out var wrong) is null ? wrong : []),
        ["desk.md"] = utf8 => Read(CockpitPlan.Read(utf8, out var wrong) is null ? wrong : []),
        ["own-detector.md"] = utf8 => Read(EdgeConfiguration.Parse(utf8, OwnKinds()).Errors),
    };

    /// <summary>A page in Chinese shows what the page of its name shows.</summary>
    internal static async Task<IEnumerable<string>> LoadAsync(string document, string json) =>
        ByDocument.TryGetValue(PageOf(document), out var load)
            ? await load(Encoding.UTF8.GetBytes(json))
            : [$"{document} shows JSON that nothing loads: say here what it is."];

    private static string PageOf(string document) =>
        document.StartsWith("zh/", StringComparison.Ordinal) ? document["zh/".Length..] : document;

    private static Task<IEnumerable<string>> Read(IEnumerable<ConfigError> errors) =>
        Task.FromResult(errors.Select(error => error.ToString()));

    /// <summary>Each file by the array that it has; settings are bound as a host binds them.</summary>
    private static Task<IEnumerable<string>> ReadNotifications(byte[] utf8)
    {
        string[] audiences = [.. Roles.Names, "duty-desk"];
        var names = ConfigReader.Parse(utf8).Names;
        if (names.Contains("people")) return Read(AddressBook.Read(utf8, audiences, ["mail", "sms"], out var wrong) is null ? wrong : []);
        if (names.Contains("plans")) return Read(EscalationPlans.Read(utf8, audiences, out var wrong) is null ? wrong : []);
        if (names.Contains("templates")) return Read(MessageTemplates.Read(utf8, out var wrong) is null ? wrong : []);
        return Task.FromResult<IEnumerable<string>>(BindDelivery(utf8));
    }

    private static IReadOnlyList<string> BindDelivery(byte[] settings)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(settings)).Build();
        services.AddCityKit(city => city.UseInMemory().AddNotifications(n =>
            n.UseInMemory().Configure(configuration.GetSection("Notifications"))));
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<DeliveryOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException refused)
        {
            return [.. refused.Failures];
        }
    }

    /// <summary>A host's settings for a hub and an edge: all of them must be known and in range.</summary>
    private static async Task<IEnumerable<string>> HostAsync(byte[] settings)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(settings)).Build();
        var services = new ServiceCollection();
        Pages.Hosting.Configure(services, configuration, _ => throw new NotSupportedException("It is only read about."));
        await using var provider = services.BuildServiceProvider();
        try
        {
            _ = (provider.GetRequiredService<IOptions<HubOptions>>().Value, provider.GetRequiredService<IOptions<EdgeOptions>>().Value);
            return [];
        }
        catch (OptionsValidationException refused)
        {
            return refused.Failures;
        }
    }

    /// <summary>A hub with everything built in must start with the rules.</summary>
    private static async Task<IEnumerable<string>> StartHubAsync(byte[] rules)
    {
        var setup = new HubSetup
        {
            Options = new HubOptions(),
            Configuration = new HubConfiguration(rules, "{\"version\":1,\"sensors\":[]}"u8.ToArray()),
            Profiles = ProfileCatalogue.BuiltIn,
            Work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn),
        };
        await using var hub = new CityHub(setup, new InMemoryCityStore(), TimeProvider.System);
        try
        {
            await hub.StartAsync();
            return [];
        }
        catch (ArgumentException refused)
        {
            return [refused.Message];
        }
    }

    /// <summary>The built-in words and those that docs/own-detector.md adds.</summary>
    private static EdgeKinds OwnKinds() => new EdgeBuilder().AddDevices()
        .AddDetector("gate-dwell", sensor =>
            new GateDwell(sensor.Sensor, sensor.Line("line"), sensor.Seconds("longestS", NodaTime.Duration.FromMinutes(1), 1, 86_400)))
        .AddDeviceType(new DeviceType(
            "acme-scale", "the scale of Acme", DeviceBus.I2c, DeviceRole.Sensor, _ =>
            throw new NotSupportedException("It is only read about."))
        {
            Addresses = [0x50], Quantities = [DeviceQuantity.Mass],
        }).Kinds;

    private sealed record GateDwell(SensorName Sensor, string Line, NodaTime.Duration Longest) : IDetectorOptions
    {
        public IReadOnlyList<string> Lines => [Line];

        /// <summary>Reading tries each detector once; a contact stands in for the one that the document writes.</summary>
        public IDetector CreateDetector() => EdgeConfiguration.Parse("""
            {"device": "d", "lines": [{"name": "l"}], "sensors": [{"name": "s", "kind": "contact", "line": "l"}]}
            """u8).Configuration!.Sensors[0].CreateDetector();
    }
}
