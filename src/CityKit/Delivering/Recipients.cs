using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CityKit.Cases;
using CityKit.Contacts;
using CityKit.Notifications;
using CityKit.Storage;
using CityKit.Subscriptions;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>Says to whom a notification goes: to a channel of its own, or to the people on duty for its audience.</summary>
/// <param name="hub">Takes the findings about those who are not reached.</param>
/// <param name="book">Who is on duty.</param>
internal sealed class Recipients(CityHub hub, AddressBook book)
{
    internal async ValueTask<IReadOnlyList<Delivery>> OfAsync(Subscription subscription, HistoryId history, Notification notification,
        Instant now, CancellationToken cancellationToken)
    {
        if (!subscription.Takes(notification)) return [];
        var matter = await NotificationMatter.ReadAsync(hub.Store, notification.Subject, cancellationToken).ConfigureAwait(false);
        if (subscription.Profile is { } profile && profile != matter.Profile) return [];
        var delivery = new Delivery(0, subscription.Name, subscription.Channel, null, history, notification, matter, now);
        if (subscription.Channel != Subscription.People) return [delivery];
        var reach = book.Resolve(notification.Audience, matter.Place, now);
        foreach (var who in reach.Unreached) await ReportAsync(who, now, cancellationToken).ConfigureAwait(false);
        return [.. reach.People.SelectMany(person => To(person, delivery, now))];
    }

    /// <summary>A message about the restore itself, for systems that keep what they were sent.</summary>
    internal static Delivery Restored(Subscription subscription, FeedRestore restore, Instant now) =>
        new(0, subscription.Name, subscription.Channel, null, restore.History,
            new Notification(restore.From, now, NotificationKind.Restored, "restored", new($"中枢已从较旧的副本恢复，{restore.From} 号之后的通知作废",
                $"The hub was restored from an older copy: notifications after {restore.From} are void"), "")
            {
                Partition = restore.Partition,
            }, NotificationMatter.Unknown, now);

    private ImmutableArray<Delivery> To(Person person, Delivery delivery, Instant now)
    {
        var heldUntil = person.Quiet?.HoldsUntil(delivery.Matter.Severity, now, book.Zone);
        return [.. person.Channels.Select(way => delivery with { Person = person.Id, Channel = way.Channel, HeldUntil = heldUntil })];
    }

    /// <summary>One finding a day for each trouble.</summary>
    private async ValueTask ReportAsync(Unreached who, Instant now, CancellationToken cancellationToken)
    {
        var trouble = $"{who.Code}|{who.Audience}|{who.Person}|{now.InZone(book.Zone).Date:uuuu-MM-dd}";
        var id = $"unreached-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trouble)).AsSpan(0, 16))}";
        await hub.ExecuteAsync(new ReportUnreached(id, who), Actor.System, cancellationToken).ConfigureAwait(false);
    }
}
