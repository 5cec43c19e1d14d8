using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Delivering;

/// <summary>What is known of deliveries (投递), to be asked like everything else: subscriptions, dead letters, channels.</summary>
/// <param name="channels">The names of the channels there are.</param>
internal sealed class DeliveriesModule(IReadOnlyCollection<string> channels) : ICityModule
{
    private static Refusal NotOpen { get; } = Refusal.Of("not-found",
        "Nothing is delivered by this process.", "本进程未启用投递。");

    /// <summary>The deliveries of the hub that has the module; null before the application made them.</summary>
    internal NotificationDesk? Desk { get; set; }

    public string Name => "deliveries";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(new DeliveryQuery("deliveries/subscriptions", async (desk, after, limit, cancel) => GroupPage.Of(
            await desk.ReadSubscriptionsAsync(cancel).ConfigureAwait(false), state => state.Subscription.Name,
            state => ModuleJson.ToUtf8(state, Write), after, limit), () => Desk))
        .Own(new DeliveryQuery("deliveries/dead-letters", LettersAsync, () => Desk))
        .Own(new DeliveryQuery("deliveries/channels", (_, after, limit, _) => ValueTask.FromResult(GroupPage.Of(
            channels.Append(Subscriptions.Subscription.People), name => name, name => ModuleJson.ToUtf8(name, Write), after, limit)),
            () => Desk));

    private static async ValueTask<QueryAnswer> LettersAsync(
        NotificationDesk desk, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var letters = await desk.ReadDeadLettersAsync(Math.Max(0, after?.Order ?? 0), limit, cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. letters.Select(letter => ModuleJson.ToUtf8(letter, Write))],
            letters.Count == limit ? new DocumentCursor(letters[^1].Id, "") : null);
    }

    private static void Write(Utf8JsonWriter writer, string channel)
    {
        writer.WriteStartObject();
        writer.WriteString("name", channel);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SubscriptionState state)
    {
        var (subscription, position) = (state.Subscription, state.Position);
        writer.WriteStartObject();
        writer.WriteString("name", subscription.Name);
        writer.WriteString("channel", subscription.Channel);
        writer.WriteStartArray("kinds");
        foreach (var kind in subscription.Kinds) writer.WriteStringValue(kind);
        writer.WriteEndArray();
        writer.WriteString("audience", subscription.Audience);
        writer.WriteString("profile", subscription.Profile);
        if (position is { } known)
        {
            writer.WriteNumber("number", known.Number);
            writer.WriteString("history", known.History.ToString());
        }
        writer.WriteNumber("behind", state.Behind);
        writer.WriteNumber("waiting", state.Waiting);
        if (state.OldestSince is null) writer.WriteNull("oldestSince");
        DeskJson.WriteTime(writer, "oldestSince", state.OldestSince);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Delivery letter)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", letter.Id);
        writer.WriteString("key", letter.Key);
        writer.WriteString("subscription", letter.Subscription);
        writer.WriteString("channel", letter.Channel);
        writer.WriteString("person", letter.Person);
        writer.WriteNumber("number", letter.Notification.Number);
        writer.WriteString("history", letter.History.ToString());
        writer.WriteString("kind", letter.Notification.Kind.ToString());
        writer.WriteString("subject", letter.Notification.Subject);
        DeskJson.WriteTime(writer, "at", letter.Notification.At);
        writer.WriteNumber("attempts", letter.Attempts);
        writer.WriteString("failure", letter.Failure);
        writer.WriteEndObject();
    }

    /// <summary>A hub whose application delivers nothing has nothing of this.</summary>
    private sealed class DeliveryQuery(string name,
        Func<NotificationDesk, DocumentCursor?, int, CancellationToken, ValueTask<QueryAnswer>> answer, Func<NotificationDesk?> desk)
        : ModuleQuery(name, DutyRoom.WatchingAll, [])
    {
        internal override async ValueTask<QueryAnswer> AskAsync(Storage.ICityStore store, QueryArguments arguments, ActorView view,
            DocumentCursor? after, int limit, CancellationToken cancellationToken) =>
            arguments.Refusal is { } refusal ? QueryAnswer.Refused(refusal)
            : desk() is { } open ? await answer(open, after, limit, cancellationToken).ConfigureAwait(false)
            : QueryAnswer.Refused(NotOpen);
    }
}
