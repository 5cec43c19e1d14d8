using System.Text;
using CityKit.Delivering;
using CityKit.Hosting;
using CityKit.Storage;
using CityKit.Subscriptions;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>The test city with its notifications delivered, in a host of its own. Time stands still until it is moved.</summary>
internal sealed class NotifyCity : IAsyncDisposable
{
    internal static readonly byte[] Book = Encoding.UTF8.GetBytes("""
        {"schema": 1, "timeZone": "Asia/Shanghai",
         "people": [
           {"id": "li", "language": "en", "channels": [{"channel": "sms", "address": "13900000001"}], "quiet": {"from": "07:00", "until": "09:00"}},
           {"id": "wang", "channels": [{"channel": "sms", "address": "13900000002"}]}],
         "duties": [
           {"audience": "duty-desk", "weekly": [{"days": ["mon", "tue"], "from": "00:00", "until": "00:00", "people": ["li"]}]},
           {"audience": "DutyOfficer", "weekly": []}],
         "fallback": ["wang"]}
        """);

    private readonly IHost host;
    private readonly ErrorLog log;

    private NotifyCity(IHost host, ErrorLog log) => (this.host, this.log) = (host, log);

    internal CityHub Hub => host.Services.GetRequiredService<CityHub>();

    internal NotificationDesk Desk => host.Services.GetRequiredService<NotificationDesk>();

    internal IServiceProvider Services => host.Services;

    internal FakeTimeProvider Time => (FakeTimeProvider)host.Services.GetRequiredService<TimeProvider>();

    internal IReadOnlyList<string> Log => log.Lines;

    internal static async Task<NotifyCity> StartAsync(
        Action<NotificationsBuilder> configure, ICityStore? store = null, FakeTimeProvider? time = null,
        Action<CityKitBuilder>? place = null)
    {
        var log = new ErrorLog();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(time ?? FakeTime.At(TestCity.Start));
        builder.Services.AddCityKit(city =>
        {
            Configure(city, store ?? new InMemoryCityStore()).AddNotifications(notifications =>
                configure(notifications.UseInMemory().UseAudiences("duty-desk", "everybody")));
            place?.Invoke(city);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new NotifyCity(host, log);
    }

    internal static CityKitBuilder Configure(CityKitBuilder city, ICityStore store) => city
        .UseStore(_ => store).UseKeys(TestCity.Keys, null)
        .UseRules(TestCity.Rules).UseSensors(TestCity.Sensors).UseGrids(TestCity.NewSetup().Grids!);

    internal async Task<VirtualDevice> AdmitAsync()
    {
        var device = TestCity.NewDevice("pi-1");
        (await Hub.ExecuteAsync(new Commands.AdmitDevice("admit", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
        return device;
    }

    internal async Task SubscribeAsync(
        string name, string channel, string? audience = null, string? profile = null, params string[] kinds) =>
        (await Hub.ExecuteAsync(
            new PutSubscription($"put-{name}-{Guid.NewGuid():n}", name, channel, kinds, audience, profile), TestCity.Admin)).OrThrow();

    /// <summary>Smoke is seen: an alert, and notices to duty-desk and everybody.</summary>
    internal async Task SmokeAsync(VirtualDevice device, bool active = true)
    {
        var answer = await Hub.AcceptAsync(device.Next(device.Contact("smoke", Time.Now, active)));
        Assert.True(answer.Status == Intake.BatchStatus.Synced, answer.Message?.En);
    }

    /// <summary>Moves time on, a little at a time, until something has happened.</summary>
    internal async Task<T> PassUntilAsync<T>(Task<T> happens, Duration step)
    {
        for (var i = 0; i < 2000 && !happens.IsCompleted; i++)
        {
            Time.Advance(step);
            await Task.WhenAny(happens, Task.Delay(5));
        }
        return await happens;
    }

    /// <summary>Waits for what the deliverer does by itself.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 2000 && !await holds(); i++) await Task.Delay(5);
        Assert.True(await holds());
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable services) await services.DisposeAsync();
    }
}
