using CityKit.Core;
using CityKit.Feeds;

namespace CityKit.Intake;

/// <summary>Takes in utilities' batches: each id once, rows judged by the time they were read.</summary>
internal sealed class FeedIntake(Judge judge)
{
    internal static string KeyOf(FeedBatch batch) => $"{batch.Feed}:{batch.Id}";

    internal (FeedAnswer Answer, Judgement Judgement) Take(FeedBatch batch, NodaTime.Instant receivedAt)
    {
        var judgement = judge.Take(batch, receivedAt);
        return (new FeedAnswer(batch.Count - judgement.Duplicates - judgement.Undecided,
            judgement.Duplicates, judgement.Undecided, null), judgement);
    }

    internal static FeedAnswer Repeat(FeedBatch batch, bool isTheSame) => isTheSame
        ? new FeedAnswer(0, batch.Count, 0, null)
        : new FeedAnswer(0, 0, 0, Refusal.Of("batch-id-reused",
            $"The batch id '{batch.Id}' was used for other readings; choose a new one.", $"批次编号 '{batch.Id}' 已用于其他读数，请更换编号。"));
}
