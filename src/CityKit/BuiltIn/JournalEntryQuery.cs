using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Explaining;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// One entry of the journal (流水详情): what it is, its digest, what it holds as far as that is nobody's, and whether the entries of its
/// commit give the seal that the store keeps with them.
/// </summary>
internal sealed class JournalEntryQuery() : ModuleQuery("journal/entry", DutyRoom.WatchingAll, [Id, JournalPartition.Parameter])
{
    private const int MostRead = 10_000;
    private const int MostTold = 100;

    private static QueryParameter Id { get; } = QueryParameter.Integer("id", "its number", "流水编号");

    private static Refusal NoSuch { get; } = Refusal.Of("not-found", "The journal has no such entry.", "没有该编号的流水。");

    private static Refusal None { get; } = Refusal.Of("bad-request", "'id' must be given: the entry's number.", "须给出参数 id：流水编号。");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var number = arguments.Integer(Id.Name);
        store = JournalPartition.StoreOf(arguments, store);
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        if (number is not { } asked) return QueryAnswer.Refused(None);
        if (asked < 1 || await store.FindNextEntryAsync(asked - 1, cancellationToken).ConfigureAwait(false) is not { } entry
            || entry.Number != asked) return QueryAnswer.Refused(NoSuch);
        var commit = await SealedCommit.FindAsync(store, entry, MostRead, cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [Write(entry, commit, await ToldAsync(store, entry, cancellationToken).ConfigureAwait(false))], null);
    }

    /// <summary>The notifications of its commit: those of other entries in it are among them.</summary>
    private static async ValueTask<IReadOnlyList<Notification>> ToldAsync(
        ICityStore store, JournalEntry entry, CancellationToken cancellationToken)
    {
        var end = (await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false)).Notification;
        var before = await FeedStart.FindAsync(store, end, entry.ReceivedAt, cancellationToken).ConfigureAwait(false);
        var told = await store.ReadNotificationsAsync(before, MostTold, cancellationToken).ConfigureAwait(false);
        return [.. told.TakeWhile(notification => notification.At == entry.ReceivedAt)];
    }

    private static ReadOnlyMemory<byte> Write(
        JournalEntry entry, SealedCommit? commit, IReadOnlyList<Notification> told) =>
            ModuleJson.ToUtf8((entry, commit, told), static (writer, r) =>
        {
            writer.WriteStartObject();
            EntryJson.WriteMembers(writer, r.entry);
            DeskJson.WriteTime(writer, "receivedAt", r.entry.ReceivedAt);
            writer.WriteString("sha256", Convert.ToHexStringLower(JournalChain.DigestOf(r.entry)));
            Write(writer, r.commit);
            Write(writer, r.told);
            if (!r.entry.IsPruned) JournalContent.Write(writer, r.entry);
            writer.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<Notification> told)
    {
        writer.WriteStartArray("told");
        foreach (var notification in told)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", notification.Kind.ToString());
            writer.WriteString("subject", notification.Subject);
            DeskJson.WriteText(writer, "text", notification.Text);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SealedCommit? commit)
    {
        if (commit is null) return;
        writer.WriteStartObject("seal");
        writer.WriteNumber("first", commit.First);
        writer.WriteNumber("last", commit.Last);
        writer.WriteString("hash", commit.Seal.ToString());
        writer.WriteBoolean("fits", commit.Fits);
        writer.WriteEndObject();
    }
}
