using System.CommandLine;
using System.Text.Json.Nodes;
using CityKit.AspNetCore.Keys;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.World;
using CityKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Samples.Compound.Children;

/// <summary>The hub's process: CityKit in a web application, its clock moved by the driver.</summary>
internal sealed class HubChild(Scenario scenario, DataFolder folder, Instant now, int port)
{
    private readonly ManualTimeProvider clock = new(now);

    /// <summary>The hidden command that is this process.</summary>
    public static Command Command()
    {
        var options = new ChildOptions();
        var port = new Option<int>("--port") { Required = true };
        var command = new Command("hub", "The hub's process, started by the driver.") { port };
        command.Hidden = true;
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var scenario = ScenarioReader.Read(options.Scenario(parsed));
            await new HubChild(scenario, options.Data(parsed), options.Now(parsed), parsed.GetValue(port)).RunAsync();
            return 0;
        });
        return command;
    }

    private async Task RunAsync()
    {
        using var line = new ControlLine();
        await using var app = Build();
        await app.StartAsync(line.Closed);
        line.SayReady(new JsonObject { ["port"] = PortOf(app) });
        await line.ServeAsync(message => AnswerAsync(message, app.Services.GetRequiredService<CityHub>(), line.Closed));
        await app.StopAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        ChildLog.Configure(builder.Logging);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddCityKitKeys(scenario.People.Select(Key));
        builder.Services.AddCityKit(city => city
            .UseSqlite(folder.HubDatabase)
            .UseRules(File.ReadAllBytes(scenario.Files.Rules))
            .UseSensors(File.ReadAllBytes(scenario.Files.Sensors))
            .UsePolicy(ScenarioCheck.Read<WorkPolicy>(scenario.Files.Policy, PolicyReader.Read))
            .Configure(o => o.OfflineAfter = scenario.Step * 3) // between two handshakes the edge is silent for a whole step
            .UseGrids(PlaceFiles.UnitGrids(scenario)));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        return app;
    }

    private async Task<JsonObject> AnswerAsync(JsonObject message, CityHub hub, CancellationToken closed)
    {
        var to = ControlMessage.InstantOf(message, "advance")!.Value;
        if (to > clock.Now) clock.SetUtcNow(to);
        await hub.TickAsync(closed);
        return new JsonObject { ["reached"] = ControlMessage.Text(to) };
    }

    private static CityKitKey Key(Person person) => new(person.Key, new Actor(person.Id, person.Body, person.Roles.Select(Roles.Parse).ToHashSet()));

    private static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
}
