using CityKit.Contacts;
using CityKit.Notifications;

namespace CityKit.Delivering;

/// <summary>Makes a message of a delivery, with the address of now, and gives it to its channel.</summary>
internal sealed class MessageSender(IReadOnlyDictionary<string, INotificationChannel> channels, AddressBook book,
    MessageTemplates templates, DeliveryOptions options, TimeProvider time)
{
    internal async ValueTask<SendResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (!channels.TryGetValue(delivery.Channel, out var channel)) return SendResult.Again("no such channel");
        if (MessageFor(delivery) is not { } message) return SendResult.Never("no such person");
        using var patience = new CancellationTokenSource(options.SendTimeout.ToTimeSpan(), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await channel.SendAsync(message, either.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested) // its message may hold an address
        {
            return SendResult.Again(patience.IsCancellationRequested ? "timeout" : failed.GetType().Name);
        }
    }

    /// <summary>The message; null when the book no longer has the person on that channel.</summary>
    private OutgoingMessage? MessageFor(Delivery delivery)
    {
        var person = delivery.Person is { } id ? book.Find(id) : null;
        var address = delivery.Person is null ? ""
            : person?.Channels.FirstOrDefault(way => way.Channel == delivery.Channel)?.Address;
        if (address is null) return null;
        var (title, body) = templates.Render(delivery, person?.Language ?? options.Language, book.Zone);
        return new OutgoingMessage
        {
            Key = delivery.Key,
            Recipient = address,
            Title = title,
            Body = body,
            Notification = WithoutPerson(delivery.Notification),
            History = delivery.History,
            Matter = delivery.Matter,
        };
    }

    private static Notification WithoutPerson(Notification notification) =>
        Audiences.IsSubject(notification.Audience) ? notification with { Audience = "person" } : notification;
}
