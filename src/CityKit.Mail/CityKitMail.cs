using CityKit.Delivering;

namespace CityKit.Mail;

/// <summary>Adds e-mail to a hub's notifications.</summary>
public static class CityKitMail
{
    /// <summary>Adds e-mail as a channel; its addresses are in the address book.</summary>
    /// <param name="notifications">The notifications.</param>
    /// <param name="name">What the address book knows it by.</param>
    /// <param name="options">The server.</param>
    /// <exception cref="ArgumentException">The options will not do, or the name is taken.</exception>
    public static NotificationsBuilder AddMail(this NotificationsBuilder notifications, string name, MailOptions options)
    {
        ArgumentNullException.ThrowIfNull(notifications);
        var channel = new MailChannel(options);
        return notifications.AddChannel(name, _ => channel);
    }
}
