using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Readings;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>Takes batches and feeds in: what the rules found is left to the alert desk.</summary>
internal sealed class IntakeDesk(Judge judge, DeviceTable devices, Desk desk, ReadingKeeper keeper, string maintenance)
{
    private readonly BatchIntake batches = new(judge, devices);
    private readonly FeedIntake feeds = new(judge);

    internal Step TakeIn(HubInput.Batch input, Instant now)
    {
        var taken = batches.Take(input.Events, now);
        if (taken.Judgement is not { } judgement) return Step.Answered(taken.Answer);
        return Of(new Draft(JournalKind.Batch, "", input.Envelope), taken.Answer, judgement, attempt =>
        {
            attempt.Put(DeviceDocuments.Kind, taken.Device!);
            if (taken.IsBack) Desk.DeviceIsBack(taken.Device!.Id, attempt);
            if (taken.Replaced is { } before) attempt.Add("new-outbox", before.Id.Value, null, null, OutboxChanged(before), maintenance);
        }, taken.IsBack);
    }

    /// <summary>Whether there was one with its id is known already.</summary>
    internal Step TakeIn(HubInput.Feed input, GroupFacts facts, Instant now)
    {
        var (key, payload) = (input.Entry!.Value, FeedCodec.Write(input.Readings));
        if (facts.Entry(key) is { } before) return Step.Answered(FeedIntake.Repeat(input.Readings, before.Holds(payload)));
        var (answer, judgement) = feeds.Take(input.Readings, now);
        return Of(new Draft(key.Kind, key.Key, payload), answer, judgement, _ => { }, readsFacts: false);
    }

    /// <summary>The pieces of state that an input needs and that are not in memory.</summary>
    internal IEnumerable<CellKey> KeysOf(HubInput input) => input switch
    {
        HubInput.Batch batch => judge.KeysOf(batch.Events),
        HubInput.Feed feed => judge.KeysOf(feed.Readings),
        _ => [],
    };

    /// <summary>Brings the state of rules and sensors forward by what was taken in before.</summary>
    internal void Remember(HubInput input, Instant receivedAt)
    {
        if (input is HubInput.Batch batch) judge.Take(batch.Events, receivedAt);
        else if (input is HubInput.Feed feed) judge.Take(feed.Readings, receivedAt);
    }

    /// <summary>A new outbox is what a replaced, repaired or cloned card shows.</summary>
    private static LocalizedText OutboxChanged(DeviceRecord before)
    {
        var lost = before.Missing().Sum(missing => missing.Count);
        return new LocalizedText(
            $"启用了新的发件箱，原发件箱 {before.Outbox} 停用；若未更换或修复存储卡，请核查是否被复制。{(lost == 0 ? "" : $"原发件箱中 {lost} 条事件就此丢失。")}",
            $"it opened a new outbox and {before.Outbox} is retired; if nobody replaced or repaired its card, look for a clone."
            + (lost == 0 ? "" : $" {lost} events of the old one are lost for good."));
    }

    private Step Of(Draft entry, object answer, Judgement judgement, Action<Attempt> first, bool readsFacts) => new(attempt =>
    {
        first(attempt);
        keeper.Keep(judgement.Readings, attempt);
        desk.Apply(judgement, attempt);
        return new Decided(answer, true);
    }) { Entry = entry, ReadsFacts = readsFacts || judgement.Outcomes.Count + judgement.Readings.Count > 0 };
}
