using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>
/// How far the journal has come (流水现状), in one piece: its head to be noted elsewhere, its history, how much came lately, and what its store
/// takes up. Of a city of many partitions, that of one of them.
/// </summary>
internal sealed class JournalStateQuery() : ModuleQuery("journal/state", DutyRoom.WatchingAll, [JournalPartition.Parameter])
{
    private static readonly Duration Lately = Duration.FromHours(1);

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        store = JournalPartition.StoreOf(arguments, store);
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        var head = await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false);
        var first = await store.FindNextEntryAsync(0, cancellationToken).ConfigureAwait(false);
        var last = head.Number == 0 ? null : await store.FindNextEntryAsync(head.Number - 1, cancellationToken).ConfigureAwait(false);
        var since = await store.FindFirstSinceAsync(arguments.Now - Lately, cancellationToken).ConfigureAwait(false);
        var bytes = await store.ReadBytesAsync(cancellationToken).ConfigureAwait(false);
        var shown = (head, first, last, since, bytes, arguments.Now, arguments.Partitions.Names);
        return new QueryAnswer(null, [ModuleJson.ToUtf8(shown, static (writer, r) =>
        {
            writer.WriteStartObject();
            DeskJson.WriteTime(writer, "now", r.Now);
            writer.WriteNumber("entries", r.head.Number);
            writer.WriteString("head", string.Create(CultureInfo.InvariantCulture, $"{r.head.Number}:{r.head.Hash}"));
            writer.WriteString("history", r.head.History.ToString());
            writer.WriteNumber("epoch", r.head.Epoch);
            writer.WriteNumber("checkpoint", r.head.Checkpoint);
            writer.WriteNumber("notifications", r.head.Notification);
            writer.WriteNumber("lastHour", Math.Max(0, r.head.Number + 1 - r.since));
            if (r.bytes is { } size) writer.WriteNumber("storeBytes", size);
            writer.WriteBoolean("isPruned", r.first?.IsPruned ?? false);
            DeskJson.WriteTime(writer, "firstAt", r.first?.ReceivedAt);
            DeskJson.WriteTime(writer, "lastAt", r.last?.ReceivedAt);
            writer.WriteStartArray("partitions");
            foreach (var name in r.Names) writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteEndObject();
        })], null);
    }
}
