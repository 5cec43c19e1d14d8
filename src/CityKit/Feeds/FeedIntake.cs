using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Intake;
using CityKit.Journal;

namespace CityKit.Feeds;

/// <summary>Takes in utilities' batches: each id once, rows judged by the time they were read.</summary>
internal sealed class FeedIntake(Judge judge, Desk desk)
{
    internal static string KeyOf(FeedBatch batch) => $"{batch.Feed}:{batch.Id}";

    internal FeedAnswer Take(HubInput.Feed input, StoredFacts known, HubChanges changes)
    {
        var batch = input.Readings;
        var payload = FeedCodec.Write(batch);
        var before = changes.FindEntry(JournalKind.Feed, KeyOf(batch)) ?? known.Entry;
        if (before is not null) return Repeat(batch, before, payload);
        changes.Journal(JournalKind.Feed, KeyOf(batch), payload);
        var judgement = judge.Take(batch, changes.Now);
        desk.Apply(judgement, changes);
        return new FeedAnswer(batch.Rows.Count - judgement.Duplicates - judgement.Undecided,
            judgement.Duplicates, judgement.Undecided, null);
    }

    private static FeedAnswer Repeat(FeedBatch batch, JournalEntry before, byte[] payload) => before.Holds(payload)
        ? new FeedAnswer(0, batch.Rows.Count, 0, null)
        : new FeedAnswer(0, 0, 0, Refusal.Of("batch-id-reused",
            $"The batch id '{batch.Id}' was used for other readings; choose a new one.", $"批次编号 '{batch.Id}' 已用于其他读数，请更换编号。"));
}
