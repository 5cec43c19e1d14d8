using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CityKit.Delivering;

/// <summary>Puts the parts of one hub's deliveries together.</summary>
internal sealed class Deliveries : IDisposable
{
    private readonly DeliveryQueue queue;
    private readonly Dispatcher dispatcher;
    private readonly DeliveryMeter meter;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly IReadOnlyDictionary<string, INotificationChannel> channels;

    internal Deliveries(IServiceProvider provider, NotificationsBuilder builder, DeliverySetup setup, DeliveriesModule module)
    {
        var hub = provider.GetRequiredKeyedService<CityHub>(builder.Name);
        time = provider.GetRequiredService<TimeProvider>();
        var options = provider.GetRequiredService<IOptionsMonitor<DeliveryOptions>>().Get(builder.Name);
        logger = (ILogger?)provider.GetService<ILogger<NotificationDesk>>() ?? NullLogger<NotificationDesk>.Instance;
        channels = builder.CreateChannels(provider);
        meter = new DeliveryMeter(provider.GetService<IMeterFactory>());
        queue = new DeliveryQueue((builder.Store ?? throw NoStore())(provider), time);
        var sender = new MessageSender(channels, setup.Book, setup.Templates, options, time);
        var lanes = new LaneSender(queue, new DeliveryAttempts(queue, sender, options, meter, time), meter, time, logger);
        var pump = new FeedPump(hub, queue, new Recipients(hub, setup.Book), options, time);
        dispatcher = new Dispatcher(hub, queue, pump, lanes, meter, time, logger);
        module.Desk = Desk = new NotificationDesk(hub, queue, dispatcher, options, time);
    }

    internal NotificationDesk Desk { get; }

    internal NotificationService NewService() => new(queue, dispatcher, time, logger);

    public void Dispose()
    {
        foreach (var channel in channels.Values.OfType<IDisposable>()) channel.Dispose();
        meter.Dispose();
    }

    private static InvalidOperationException NoStore() => new(
        "Notifications have no store: call .UseSqlite(path) (package CityKit.Sqlite) or .UseInMemory() in AddNotifications. "
        + "未选择投递存储：请在 AddNotifications 中调用 .UseSqlite(path) 或 .UseInMemory()。");
}
