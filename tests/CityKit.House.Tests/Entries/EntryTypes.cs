using CityKit.AspNetCore;
using CityKit.AspNetCore.Vendors;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Client;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Codes;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Credentials.Hub;
using CityKit.Credentials.Passes;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Sm;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using CityKit.Credentials.Vc;
using CityKit.Delivering;
using CityKit.Desk.Extending;
using CityKit.Documents;
using CityKit.Edge;
using CityKit.Edge.Agent;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Testing;
using CityKit.Feeds;
using CityKit.Grids.Codes;
using CityKit.Grids.Compounds;
using CityKit.Grids.Coordinates;
using CityKit.Grids.Maps;
using CityKit.Hosting;
using CityKit.Import.Maps;
using CityKit.Import.Surveys;
using CityKit.Mail;
using CityKit.Maps;
using CityKit.Maps.Pages;
using CityKit.Modules;
using CityKit.NetTopologySuite;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Packs;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Services.Approvals;
using CityKit.Services.Hub;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing.Devices;
using CityKit.Testing.Scenarios;
using CityKit.Testing.Stores;
using CityKit.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.House.Tests.Entries;

/// <summary>The types that an integrator or a vendor meets first in each package. Each has remarks and an example that compiles.</summary>
internal static class EntryTypes
{
    /// <summary>In the order in which people meet them: the hub and what it runs on, what goes in and out, the domains, the edge.</summary>
    internal static IReadOnlyList<Type> All { get; } =
    [
        .. Hub, .. Hosts, .. Work, .. Places, .. Words, .. Papers, .. Tests, .. Edge,
    ];

    private static Type[] Hub =>
    [
        typeof(CityKitServices), typeof(CityKitBuilder), typeof(CityHub), typeof(OpenItem), typeof(FeedBatch), typeof(ICityModule),
        typeof(ModuleDeclaration), typeof(DocumentKind<>), typeof(ICityStore), typeof(CityKitNotifications),
        typeof(INotificationChannel), typeof(JournalVerifier),
    ];

    private static Type[] Hosts =>
    [
        typeof(CityKitSqlite), typeof(SqliteComponentStore), typeof(CityKitPostgreSql), typeof(CityKitOrleans),
        typeof(CityKitHttp), typeof(ActorClaims), typeof(VendorFeed), typeof(CityKitClient),
        typeof(CityKitDesk), typeof(DeskBuilder), typeof(CityKitMaps), typeof(HtmlMap), typeof(CityKitMail),
    ];

    private static Type[] Work =>
    [
        typeof(WorkEngine), typeof(ProfileCatalogue), typeof(PolicyReader), typeof(Actor), typeof(Scope),
        typeof(RuleSet), typeof(SensorRegister), typeof(RulePacks), typeof(RuleEngine),
    ];

    private static Type[] Places =>
    [
        typeof(UnitGridCode), typeof(GridMap), typeof(Gcj02Point), typeof(CompoundMap), typeof(ClassCatalogue), typeof(ComponentId),
        typeof(ComponentIndex), typeof(ComponentRegistry), typeof(GridFileReader), typeof(SurveyImport), typeof(Wkb),
    ];

    private static Type[] Words =>
    [
        typeof(GeoPoint), typeof(AreaCode), typeof(CityEvent), typeof(WorkCalendar), typeof(WorkClock), typeof(Refusal), typeof(DeviceKey),
        typeof(CityKitResolver),
    ];

    private static Type[] Papers =>
    [
        typeof(VcIssuer), typeof(SdJwtHolder), typeof(VcVerifier), typeof(IssuerRegistry), typeof(StatusListCache), typeof(Pass),
        typeof(PassGate), typeof(Sm2Suite), typeof(CityKitCertificates), typeof(CityKitPasses), typeof(ServiceCatalogue),
        typeof(ServicePlanner), typeof(InstantApproval), typeof(ServicesModule),
    ];

    private static Type[] Tests =>
    [
        typeof(CityScenario), typeof(VirtualDevice), typeof(StoreConformance),
    ];

    private static Type[] Edge =>
    [
        typeof(EdgeServiceCollectionExtensions), typeof(EdgeBuilder), typeof(EdgeOptions), typeof(EdgeRuntime), typeof(EdgeConfiguration),
        typeof(ILineSource), typeof(LinuxLineSource), typeof(SimulatedChip), typeof(IChannelSource), typeof(IDetector), typeof(LocalRules),
        typeof(EventOutbox), typeof(ForwarderOptions), typeof(EdgeAgent), typeof(EdgeBuilderExtensions), typeof(ControllerLineSource),
        typeof(LineSourceConformance), typeof(ChannelSourceConformance),
    ];
}
