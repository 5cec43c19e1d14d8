using CityKit.Cases;
using CityKit.Delivering;
using CityKit.Subscriptions;
using CityKit.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace CityKit.Delivery.KillTarget;

/// <summary>A hub on disk with one webhook that takes everything.</summary>
internal static class DeliveringHub
{
    internal const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string All = "all";
    private static readonly Actor Admin = Actor.Of("admin-1", "it", Role.Administrator);

    /// <summary>
    /// Makes so many notifications, each by a command with an id of its own, so that one that was carried out before a kill is not again;
    /// ends when everything is delivered.
    /// </summary>
    internal static async Task RunAsync(string folder, Uri url, int count)
    {
        using var host = Build(folder, url);
        await host.StartAsync();
        var (hub, desk) = (host.Services.GetRequiredService<CityHub>(), host.Services.GetRequiredService<NotificationDesk>());
        (await hub.ExecuteAsync(new PutSubscription("put", All, "hook"), Admin)).OrThrow();
        for (var i = 1; i <= count; i++)
            (await hub.ExecuteAsync(new PutSubscription($"n-{i}", "other", "hook", ["Restored"]), Admin)).OrThrow();
        while (!(await desk.ReadSubscriptionsAsync()).Any(s => s is { Subscription.Name: All, Position: not null, Waiting: 0, Behind: 0 }))
            await Task.Delay(10);
        await host.StopAsync();
    }

    private static IHost Build(string folder, Uri url)
    {
        SQLitePCL.Batteries_V2.Init();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCityKit(city => city.UseSqlite(Path.Combine(folder, "city.db")).AddNotifications(notifications => notifications
            .UseSqlite(Path.Combine(folder, "deliveries.db"))
            .AddWebhook("hook", new WebhookOptions { Url = url, Secrets = [Secret] })
            .Configure(options => options.FirstDelay = Duration.FromMilliseconds(20))));
        return builder.Build();
    }
}
