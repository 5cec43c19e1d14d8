using CityKit.Delivering;

namespace CityKit.Mail;

/// <summary>Adds e-mail (SMTP) to a hub's notifications.</summary>
/// <remarks>
/// For subscriptions and escalation that reach people by e-mail; the address book has their addresses. Each message has a connection of its
/// own, so recipients do not wait for each other. Over a network the connection is encrypted, or <c>AddMail</c> throws. It reads no mail,
/// and a message that comes again has the same <c>Message-Id</c>.
/// </remarks>
/// <example><code>
/// var mail = new MailOptions { Host = "mail.example", From = "duty@city.example", User = "duty", Password = secret };
/// services.AddCityKit(city => city.UseSqlite("city.db").AddNotifications(notifications => notifications
///     .UseSqlite("deliveries.db")
///     .UseAddressBook(File.ReadAllBytes("people.json")) // {"channel": "mail", …} names it
///     .AddMail("mail", mail)));
/// </code></example>
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
