using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Explaining;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>Searches the journal by time, kind and key. A page reads a bounded stretch, so it may have fewer rows than it could.</summary>
internal sealed class JournalQuery() : ModuleQuery("journal/list", DutyRoom.WatchingAll,
    [
        QueryParameter.Instant("from", "received at this moment or later", "接收时刻起"),
        QueryParameter.Instant("until", "received before this moment", "接收时刻止（不含）"),
        QueryParameter.Text("kind", $"what it holds: {string.Join(", ", Kinds)}", $"类型：{string.Join("、", Kinds)}"),
        JournalPartition.Parameter,
        QueryParameter.Integer("number", "from this entry on, beside 'from'", "起始流水编号"),
        QueryParameter.Text("key", "what its key starts with, such as an actor's id and '/'", "键的开头，如操作人编号加 /"),
    ])
{
    private const int MostRead = 10_000;

    private static IReadOnlyList<string> Kinds => [.. Enum.GetValues<JournalKind>().Select(EntryJson.NameOf)];

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (from, until) = (arguments.Instant("from"), arguments.Instant("until"));
        var (kind, key) = (arguments.Word("kind", Kinds), arguments.Text("key") ?? "");
        store = JournalPartition.StoreOf(arguments, store);
        var number = arguments.Integer("number") ?? 1;
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var first = after is null && from is { } at ? await store.FindFirstSinceAsync(at, cancellationToken).ConfigureAwait(false) : 1;
        return await PageAsync(
            store.ReadJournalAsync(Math.Max(0, after?.Order ?? Math.Max(first, number) - 1), cancellationToken)
                .TakeWhile(entry => until is not { } end || entry.ReceivedAt < end),
            entry => (kind is null || EntryJson.NameOf(entry.Kind) == kind) && entry.Key.StartsWith(key, StringComparison.Ordinal),
            limit).ConfigureAwait(false);
    }

    /// <summary>Rows are written as they are read: no page holds what entries hold.</summary>
    private static async ValueTask<QueryAnswer> PageAsync(
        IAsyncEnumerable<JournalEntry> entries, Func<JournalEntry, bool> isMeant, int limit)
    {
        var (rows, read) = (new List<ReadOnlyMemory<byte>>(), 0);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            if (isMeant(entry)) rows.Add(Write(entry));
            if (rows.Count == limit || ++read == MostRead) return new QueryAnswer(null, rows, new DocumentCursor(entry.Number, ""));
        }
        return new QueryAnswer(null, rows, null);
    }

    private static ReadOnlyMemory<byte> Write(JournalEntry entry) => ModuleJson.ToUtf8(entry, static (writer, entry) =>
    {
        writer.WriteStartObject();
        EntryJson.WriteMembers(writer, entry);
        DeskJson.WriteOptional(writer, "about", JournalContent.AboutOf(entry));
        DeskJson.WriteTime(writer, "receivedAt", entry.ReceivedAt);
        writer.WriteEndObject();
    });
}
