using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Guest;

/// <summary>A hub as an integrator builds one: Kestrel, the HTTP API, a SQLite file. It admits the guest's device, tells how far each lane came, and ends when its standard input does. People's keys are left out: nobody asks it anything.</summary>
internal static class HubProgram
{
    private static readonly Actor Administrator = new("guest", "guest", Enum.GetValues<Role>().ToHashSet());

    internal static string File(string folder) => Path.Combine(folder, "hub.db");

    internal static async Task<int> RunAsync(string folder, string port, string publicKey)
    {
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddCityKit(city => city.UseSqlite(File(folder)));
        await using var app = builder.Build();
        app.MapCityKit();
        await app.StartAsync();
        var hub = app.Services.GetRequiredService<CityHub>();
        await hub.ExecuteAsync(new AdmitDevice("admit", EdgeProgram.Device, new DevicePublicKey(Convert.FromBase64String(publicKey))), Administrator);
        using var stop = new CancellationTokenSource();
        var telling = Telling.RunAsync(() => Cursors(hub), stop.Token);
        await Console.In.ReadToEndAsync();
        await stop.CancelAsync();
        await telling;
        await app.StopAsync();
        return 0;
    }

    private static (long, long, long, long) Cursors(CityHub hub)
    {
        var (alarm, reading) = (0L, 0L);
        foreach (var device in hub.Devices) (alarm, reading) = (device.Cursor(Lane.Alarm).Sequence, device.Cursor(Lane.Reading).Sequence);
        return (alarm, reading, alarm, reading);
    }
}
