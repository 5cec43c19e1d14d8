using System.Net;
using CityKit.AspNetCore.Defence;
using CityKit.AspNetCore.Keys;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Samples.Parking;
using CityKit.Storage;
using CityKit.Testing.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit.Attack.Tests.Support;

/// <summary>A hub behind Kestrel as an integrator would set it up, by the machine's clock; its log is what went wrong.</summary>
internal sealed class AttackedHub(WebApplication app, ErrorLog log) : IAsyncDisposable
{
    internal static readonly Actor[] People =
    [
        TestCity.Admin, TestCity.Officer, TestCity.Resident, TestCity.Manager, Actor.Of("gas-1", "gas company", Role.Utility),
        Actor.Of("without-role", ""), .. Enumerable.Range(0, Attackers.ListingResidents.Count).Select(Resident),
    ];

    internal Uri Root { get; } = new(app.Urls.First() + "/");

    internal CityHub Hub => app.Services.GetRequiredService<CityHub>();

    /// <summary>What was logged as an error.</summary>
    internal IReadOnlyList<string> Errors => log.Errors;

    /// <summary>Every endpoint below the hub's path, whoever mapped it.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints { get; } =
        [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    internal static Actor Resident(int number) => Actor.Of($"lister-{number}", "", Role.Resident);

    internal static string SecretOf(Actor actor) => $"invented-secret-of-{actor.Id}";

    internal static async Task<AttackedHub> StartAsync(Func<IServiceProvider, ICityStore> store, Action<CityKitDoorOptions> budgets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.UseCityKitLimits());
        var log = new ErrorLog();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Error);
        builder.Services.AddCityKit(city => city.UseStore(store).UseKeys(TestCity.Keys, null).UseRules(TestCity.Rules)
            .UseSensors(TestCity.Sensors).UseGrids(TestCity.NewSetup().Grids!).AddModule(new ParkingModule()));
        builder.Services.AddCityKitKeys(People.Select(p => new CityKitKey(SecretOf(p), p))).Configure(budgets);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        await app.StartAsync();
        return new AttackedHub(app, log);
    }

    /// <summary>Budgets would refuse nearly all of it.</summary>
    internal static void WideOpen(CityKitDoorOptions options)
    {
        const int All = 1_000_000_000;
        (options.ActorRequestsPerMinute, options.ActorCommandsPerMinute, options.AddressRequestsPerMinute) = (All, All, All);
        (options.DeviceBatchesPerMinute, options.ResidentReportsPerDay, options.ResidentReportsPerHour) = (All, All, All);
        (options.ActorRequestsAtOnce, options.WrongKeys) = (All, All);
    }

    internal async Task AdmitAsync(VirtualDevice device) =>
        (await Hub.ExecuteAsync(new AdmitDevice($"admit-{Guid.NewGuid():N}", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();

    /// <summary>Whether a device is served as ever.</summary>
    internal async Task AssertHonestAsync()
    {
        var honest = TestCity.NewDevice("honest-1");
        await AdmitAsync(honest);
        using var http = new HttpClient { BaseAddress = Root };
        using var answer = await http.PostAsync("citykit/v1/batches", new ByteArrayContent(honest.Next(honest.Detection(TestCity.Start))));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
