using CityKit.AspNetCore.Defence;
using CityKit.Cases.Policies;
using CityKit.Hosting;
using CityKit.Samples.District.Plan;
using CityKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Samples.District.Nodes;

/// <summary>A node: the program that a city runs, on one machine or on many.</summary>
internal static class DistrictNode
{
    /// <summary>Runs until SIGTERM; ends at once when the process that started it is gone.</summary>
    internal static async Task RunAsync(NodeOptions options)
    {
        await using var app = Build(options);
        await app.StartAsync();
        Console.WriteLine("ready");
        _ = Task.Run(EndWithParent);
        await app.WaitForShutdownAsync();
    }

    /// <summary>What a hub of the district is made of, apart from its store.</summary>
    internal static CityKitBuilder Use(this CityKitBuilder city, DistrictPlan plan) => city
        .UseKeys(new FixedKeys(), null) // invented people; real ones need keys of their own
        .UseRules(Data("rules.json"))
        .UseSensors(plan.Sensors())
        .UsePolicy(PolicyReader.Read(Data("policy.json"), out var wrong) ?? throw new InvalidOperationException($"policy.json: {wrong}"))
        .UseGrids(plan.Grids());

    private static WebApplication Build(NodeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Orleans", LogLevel.Warning)
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseUrls(options.Address.ToString());
        builder.Services.AddCityKitKeys(DistrictPeople.Keys);
        builder.Services.Configure<CityKitDoorOptions>(Widen);
        builder.Services.AddCityKit(city => city.Use(DistrictPlan.Of(options.Devices))
            .UsePostgreSql(options.ConnectionString)
            .UseAnswerKey(options.AnswerKey)
            .UseOrleans(node =>
            {
                (node.Node, node.Partitions) = (options.Name, options.Partitions);
                (node.Address, node.SiloPort) = (options.Address, options.SiloPort);
            }));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        return app;
    }

    /// <summary>All the district's devices and people come from one address.</summary>
    private static void Widen(CityKitDoorOptions door) => door.AddressRequestsPerMinute = door.DeviceBatchesPerMinute =
        door.ActorRequestsPerMinute = door.ActorCommandsPerMinute = door.ResidentReportsPerHour = door.ResidentReportsPerDay = 1_000_000;

    private static byte[] Data(string name)
    {
        using var stream = typeof(DistrictNode).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void EndWithParent()
    {
        while (Console.Read() >= 0) { }
        Environment.Exit(1);
    }
}
