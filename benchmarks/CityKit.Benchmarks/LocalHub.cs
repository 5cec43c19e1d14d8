using CityKit.AspNetCore.Defence;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit.Benchmarks;

/// <summary>A hub in this process that devices reach over HTTP on the loopback.</summary>
internal static class LocalHub
{
    /// <summary>Starts one that has admitted a device.</summary>
    internal static async Task<WebApplication> StartAsync(DeviceId device, DevicePublicKey key, Action<CityKitBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddCityKit(configure);
        builder.Services.AddCityKitKeys().Configure<CityKitDoorOptions>(
            o => o.DeviceBatchesPerMinute = o.AddressRequestsPerMinute = 1_000_000);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        await app.StartAsync();
        (await app.Services.GetRequiredService<CityHub>()
            .ExecuteAsync(new AdmitDevice("admit", device, key), Actor.Of("bench", "", Role.Administrator))).OrThrow();
        return app;
    }
}
