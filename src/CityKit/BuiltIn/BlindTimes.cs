using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>
/// How long devices and sensors saw nothing (盲区时长), by day or source. The store adds up what was within a day; what was in several is
/// read and cut at midnight by the city's clock, a span for each day that it is in. Two sensors blind at once count twice.
/// </summary>
internal sealed class BlindTimes() : ModuleQuery("findings/blind", DutyRoom.WatchingAll,
    [
        CommonParameters.PeriodFrom,
        CommonParameters.PeriodUntil,
        QueryParameter.Text("by", "'day' (else, of the city's clock, Asia/Shanghai) or 'source'",
            "day（默认）按日（城市时区 Asia/Shanghai），source 按来源"),
    ])
{
    private const string Source = "source";
    private const int MaxGroups = 200_000; // sources of a large city, by day

    private static Refusal TooMany { get; } = Refusal.Of("bad-request",
        $"That makes {MaxGroups} groups or more: ask of a shorter time.", $"分组达到 {MaxGroups} 个上限：请缩短统计时段。");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (from, until) = (arguments.Instant("from"), arguments.Instant("until"));
        var by = arguments.Word("by", "day", Source) ?? "day";
        if (from >= until) arguments.Refuse("until", $"{until}", new("晚于 from 的时刻", "after 'from'"));
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        var sums = new Dictionary<string, (long Seconds, long Spans)>(StringComparer.Ordinal);
        var within = await WithinADayAsync(store, from, until, by, cancellationToken).ConfigureAwait(false);
        if (within.Count == MaxGroups) return QueryAnswer.Refused(TooMany);
        foreach (var group in within.Where(group => group.Values[0]?.Text is not FindingDocuments.SomeDays))
            Add(group.Values[^1]!.Value.Text!, group.Sum, group.Count);
        await foreach (var (key, seconds, spans) in OverDaysAsync(store, from, until, by, cancellationToken).ConfigureAwait(false))
            Add(key, seconds, spans);
        return GroupPage.Of(sums, row => row.Key, row => Write(row, by), after, limit);

        void Add(string key, long seconds, long spans) =>
            sums[key] = (sums.GetValueOrDefault(key).Seconds + seconds, sums.GetValueOrDefault(key).Spans + spans);
    }

    private static ValueTask<IReadOnlyList<DocumentGroup>> WithinADayAsync(
        ICityStore store, Instant? from, Instant? until, string by, CancellationToken cancellationToken)
    {
        var asked = FindingDocuments.Kind.Query().Between(FindingDocuments.BlindUntil, from, until);
        string[] groups = [FindingDocuments.BlindDay.Name, .. by == Source ? new[] { FindingDocuments.Source.Name } : []];
        return store.TotalAsync(
            new DocumentTotals(asked.Plain, [.. groups], FindingDocuments.BlindSeconds.Name) { Limit = MaxGroups }, cancellationToken);
    }

    private static async IAsyncEnumerable<(string Key, long Seconds, long Spans)> OverDaysAsync(ICityStore store, Instant? from,
        Instant? until, string by, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = FindingDocuments.Kind.Query().Where(FindingDocuments.BlindDay, FindingDocuments.SomeDays)
            .Between(FindingDocuments.BlindUntil, from, null);
        await foreach (var finding in store.ReadAsync(asked, cancellationToken).ConfigureAwait(false))
            foreach (var (day, seconds) in Within(finding, from, until))
                yield return by == Source ? (finding.Source, seconds, 1) : (day, seconds, 1);
    }

    private static IEnumerable<(string Day, long Seconds)> Within(Finding finding, Instant? from, Instant? until) =>
        Days(Instant.Max(from ?? finding.From!.Value, finding.From!.Value), Instant.Min(until ?? finding.To!.Value, finding.To!.Value));

    /// <summary>A stretch cut at midnight.</summary>
    private static IEnumerable<(string Day, long Seconds)> Days(Instant from, Instant until)
    {
        for (var at = from; at < until;)
        {
            var next = Instant.Min(until, WorkCalendar.Zone.AtStartOfDay(at.InZone(WorkCalendar.Zone).Date.PlusDays(1)).ToInstant());
            yield return (AlertFigures.DayOf(at), (long)(next - at).TotalSeconds);
            at = next;
        }
    }

    private static byte[] Write(KeyValuePair<string, (long Seconds, long Spans)> row, string by) =>
        ModuleJson.ToUtf8((row, by), static (writer, it) =>
        {
            writer.WriteStartObject();
            writer.WriteString(it.by, it.row.Key);
            writer.WriteNumber("seconds", it.row.Value.Seconds);
            writer.WriteNumber("spans", it.row.Value.Spans);
            writer.WriteEndObject();
        });
}
