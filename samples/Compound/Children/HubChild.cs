using System.CommandLine;
using System.Text.Json.Nodes;
using CityKit.AspNetCore.Defence;
using CityKit.AspNetCore.Keys;
using CityKit.Cases.Policies;
using CityKit.Hosting;
using CityKit.Maps;
using CityKit.Privacy;
using CityKit.Samples.Compound.Desk;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.World;
using CityKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Samples.Compound.Children;

/// <summary>The hub's process: CityKit in a web application, its clock moved by the driver.</summary>
internal sealed class HubChild(
    Scenario scenario, Func<CityKitBuilder, CityKitBuilder> useStore, DataFolder folder, Instant now, int port, bool hasDesk)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider clock = FakeTime.At(now);

    /// <summary>The hidden command that is this process.</summary>
    public static Command Command()
    {
        var options = new ChildOptions();
        var port = new Option<int>("--port") { Required = true };
        var postgresql = new Option<string?>("--postgresql");
        var inMemory = new Option<bool>("--in-memory");
        var desk = new Option<bool>("--desk");
        var command = new Command("hub", "The hub's process, started by the driver.") { port, postgresql, inMemory, desk };
        command.Hidden = true;
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var scenario = ScenarioReader.Read(options.Scenario(parsed));
            var folder = options.Data(parsed);
            var useStore = StoreOf(parsed.GetValue(postgresql), parsed.GetValue(inMemory), folder);
            await new HubChild(scenario, useStore, folder, options.Now(parsed), parsed.GetValue(port), parsed.GetValue(desk)).RunAsync();
            return 0;
        });
        return command;
    }

    private static Func<CityKitBuilder, CityKitBuilder> StoreOf(string? postgresql, bool inMemory, DataFolder folder) => city =>
        postgresql is not null ? city.UsePostgreSql(postgresql, new() { Partition = folder.Partition })
        : inMemory ? city.UseInMemory() : city.UseSqlite(folder.HubDatabase);

    private async Task RunAsync()
    {
        using var line = new ControlLine();
        await using var app = Build();
        await app.StartAsync(line.Closed);
        line.SayReady(new JsonObject { ["port"] = PortOf(app) });
        await line.ServeAsync(message => AnswerAsync(message, app.Services, line.Closed));
        await app.StopAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        ChildLog.Configure(builder.Logging);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddCityKitKeys(scenario.People.Select(Key));
        builder.Services.Configure<CityKitDoorOptions>(Widen);
        builder.Services.AddCityKit(city => useStore(city)
            // Invented people, and two runs give the same bytes: real data needs the key file that UseSqlite makes.
            .UseKeys(new FixedKeys(), new ErasureLog(folder.Erasures))
            .UseRules(File.ReadAllBytes(scenario.Files.Rules))
            .UseSensors(File.ReadAllBytes(scenario.Files.Sensors))
            .UseCatalogues(OwnClasses.Catalogue)
            .UsePolicy(ScenarioCheck.Read<WorkPolicy>(scenario.Files.Policy, PolicyReader.Read))
            .Configure(o => o.OfflineAfter = scenario.Step * 3) // between two handshakes the edge is silent for a whole step
            .UseGrids(PlaceFiles.UnitGrids(scenario))
            .AddMaps(PlaceFiles.Compounds(scenario), PlaceFiles.Components(scenario)));
        if (hasDesk) SampleDesk.AddTo(builder.Services, folder);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        if (hasDesk) SampleDesk.Map(app, scenario);
        return app;
    }

    /// <summary>Budgets go by the real clock, in a minute of which these few people live four days.</summary>
    private static void Widen(CityKitDoorOptions door) =>
        door.AddressRequestsPerMinute = door.DeviceBatchesPerMinute = door.ActorRequestsPerMinute = door.ActorCommandsPerMinute = 1_000_000;

    private async Task<JsonObject> AnswerAsync(JsonObject message, IServiceProvider services, CancellationToken closed)
    {
        var hub = services.GetRequiredService<CityHub>();
        var to = ControlMessage.InstantOf(message, "advance")!.Value;
        if (to > clock.Now) clock.SetUtcNow(to);
        while (!await TryTickAsync(hub, closed)) await Task.Delay(BetweenTries, closed);
        return new JsonObject { ["reached"] = ControlMessage.Text(to), ["demands"] = services.GetService<Demands>()?.Take() };
    }

    /// <returns>False when the store cannot be written now, as while its server starts again.</returns>
    private static async Task<bool> TryTickAsync(CityHub hub, CancellationToken closed)
    {
        try
        {
            await hub.TickAsync(closed);
            return true;
        }
        catch (IOException) when (!hub.Lost.IsCompleted)
        {
            return false;
        }
    }

    private static CityKitKey Key(Person person) => new(person.Key, person.ToActor());

    private static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
}
