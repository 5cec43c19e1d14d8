using CityKit.Delivering;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Webhooks;

/// <summary>Adds webhooks to a hub's notifications.</summary>
public static class CityKitWebhooks
{
    /// <summary>Adds a signed webhook as a channel.</summary>
    /// <param name="notifications">The notifications.</param>
    /// <param name="name">What subscriptions know it by.</param>
    /// <param name="options">Where to, and the secrets.</param>
    /// <exception cref="ArgumentException">The address or a secret will not do, or the name is taken.</exception>
    public static NotificationsBuilder AddWebhook(this NotificationsBuilder notifications, string name, WebhookOptions options)
    {
        ArgumentNullException.ThrowIfNull(notifications);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return notifications.AddChannel(name, services => new WebhookChannel(options, services.GetRequiredService<TimeProvider>()));
    }
}
