using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Notifications;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>A notification on its way to one recipient, as a <see cref="IDeliveryStore"/> keeps it. It has no address.</summary>
/// <param name="Id">Its number in the store, from 1.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="Channel">The channel's name.</param>
/// <param name="Person">The id of the person in the address book; null when the channel has a recipient of its own.</param>
/// <param name="History">The history that the notification's number belongs to.</param>
/// <param name="Notification">The notification.</param>
/// <param name="Matter">What is known of its subject.</param>
/// <param name="KeptAt">Since when it waits.</param>
public sealed record Delivery(long Id, string Subscription, string Channel, string? Person,
    HistoryId History, Notification Notification, NotificationMatter Matter, Instant KeptAt)
{
    /// <summary>Until when it waits for the person's quiet hours to end; null when it does not.</summary>
    public Instant? HeldUntil { get; init; }

    /// <summary>How often it was tried in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried again; null for at once.</summary>
    public Instant? NextAt { get; init; }

    /// <summary>Why the last attempt failed; null when there was none.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it is tried no more.</summary>
    public bool IsDead { get; init; }

    /// <summary>
    /// The same whenever it is sent: the subject, the notification's number and its history; with a person, also who and how.
    /// </summary>
    public string Key
    {
        get
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{Short(Notification.Subject)}-{Notification.Number}-{History}");
            return Person is null ? key : $"{key}-{Short($"{Person}/{Channel}")}";
        }
    }

    internal Lane Lane => new(Subscription, Channel, Person);

    /// <summary>An id as it is; what may have other characters or is long, by its hash.</summary>
    private static string Short(string text) => text.Length <= 32 && text.All(char.IsAsciiLetterOrDigit) ? text
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
