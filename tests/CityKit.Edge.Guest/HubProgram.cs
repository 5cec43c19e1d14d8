using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Guest;

/// <summary>
/// A hub as an integrator builds one: Kestrel, the HTTP API, a SQLite file. It admits the guest's device, tells how far each lane came, and
/// ends at SIGTERM. People's keys are left out: nobody asks it anything.
/// </summary>
internal static class HubProgram
{
    internal const string Ready = "ready";
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);
    private static readonly Actor Administrator = new("guest", "guest", Roles.BuiltIn.ToHashSet());

    internal static string File(string folder) => Path.Combine(folder, "hub.db");

    internal static async Task<int> RunAsync(string folder, string port, DeviceId device, DevicePublicKey key)
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
        await hub.ExecuteAsync(new AdmitDevice("admit", device, key), Administrator);
        await TellAsync(hub, app.Lifetime.ApplicationStopping);
        await app.StopAsync();
        return 0;
    }

    /// <summary>"ready", and from then on the number of the last alarm and the last reading whenever they change.</summary>
    private static async Task TellAsync(CityHub hub, CancellationToken stop)
    {
        Console.WriteLine(Ready);
        for (var told = (0L, 0L); !stop.IsCancellationRequested; await Task.Delay(Often, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing))
        {
            var now = Cursors(hub);
            if (now != told) Console.WriteLine($"taken {now.Alarm} {now.Reading}");
            told = now;
        }
    }

    private static (long Alarm, long Reading) Cursors(CityHub hub)
    {
        foreach (var device in hub.Devices) return (device.Cursor(Lane.Alarm).Sequence, device.Cursor(Lane.Reading).Sequence);
        return default;
    }
}
