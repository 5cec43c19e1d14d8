using CityKit.Escalations;
using CityKit.Hosting;
using CityKit.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityKit.Delivering;

/// <summary>Delivers a hub's notifications to people and systems.</summary>
/// <remarks>
/// Use it when somebody has to be reached outside of the desk; code in the same process reads <see cref="CityHub.NotificationsAsync"/>
/// instead. It adds a hosted service, so the application needs a host. To each recipient messages go in order, at least once; recipients do
/// not wait for each other. It knows nobody by itself: an address book names people, and a subscription says what they get.
/// </remarks>
/// <example><code>
/// services.AddCityKit(city => city.UseSqlite("city.db").AddNotifications(notifications => notifications
///     .UseSqlite("deliveries.db")
///     .UseAddressBook(File.ReadAllBytes("people.json"))
///     .AddWebhook("desk", new WebhookOptions { Url = new Uri("https://desk.example/hook"), Secrets = [secret] })));
/// await hub.ExecuteAsync(new PutSubscription("s-1", "duty", "people", ["Notice"]), administrator);
/// </code></example>
public static class CityKitNotifications
{
    /// <summary>Delivers the hub's notifications while the application runs.</summary>
    /// <param name="city">The hub.</param>
    /// <param name="configure">Says where to and how.</param>
    /// <exception cref="ArgumentException">A file has errors; the message lists them with line and column.</exception>
    /// <example><code>
    /// services.AddCityKit(city => city.UseSqlite("city.db").AddNotifications(notifications => notifications
    ///     .UseSqlite("deliveries.db")
    ///     .AddWebhook("desk", new WebhookOptions { Url = new Uri("https://desk.example/hook"), Secrets = [secret] })));
    /// </code></example>
    public static CityKitBuilder AddNotifications(this CityKitBuilder city, Action<NotificationsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(city);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new NotificationsBuilder(city.Services, city.Name);
        configure(builder);
        var (book, module) = (builder.ReadAddressBook(), new DeliveriesModule(builder.Channels));
        Register(city.Services, builder, new DeliverySetup(book, builder.ReadTemplates()), module);
        return city.AddModule(new EscalationsModule(builder.ReadEscalations())).AddModule(new SubscriptionsModule(builder.Channels))
            .AddModule(module).AddModule(new RosterModule(book));
    }

    private static void Register(IServiceCollection services, NotificationsBuilder builder, DeliverySetup setup, DeliveriesModule module)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsCheck>());
        services.AddKeyedSingleton(builder.Name, (provider, _) => new Deliveries(provider, builder, setup, module));
        services.AddKeyedSingleton(builder.Name, (provider, name) => provider.GetRequiredKeyedService<Deliveries>(name).Desk);
        if (builder.Name.Length == 0)
            services.AddSingleton(provider => provider.GetRequiredKeyedService<NotificationDesk>(builder.Name));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<Deliveries>(builder.Name).NewService());
    }
}
