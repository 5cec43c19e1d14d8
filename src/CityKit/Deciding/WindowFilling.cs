using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>
/// Fills the windows of rules that a configuration changed or brought from the readings of the journal (窗口重建), as far as it reaches. What
/// was used is noted before the configuration's entry, so that a replay uses the same; where nothing is noted, nothing is filled, as it
/// was before there was this.
/// </summary>
internal sealed partial class WindowFilling(Judge judge, Desk desk, HubInputs inputs, HubOptions options, ILogger logger)
{
    private const int MostNamed = 20;
    private const int Often = 100_000;
    private static readonly Duration LeastMore = Duration.FromHours(1);
    private static readonly Duration MostMore = Duration.FromDays(1);
    private WindowsFilled? noted;

    /// <summary>Whether a change is decided for the first time, so that it is to be noted what it used; false in a replay.</summary>
    internal bool IsFirst { get; set; }

    /// <summary>Takes up what the journal says of the entry after it.</summary>
    internal void Note(WindowsFilled note) => noted = note;

    /// <summary>Fills what the configuration of an entry left empty when it was decided before.</summary>
    internal async ValueTask RememberAsync(long entry, ICityStore store)
    {
        if (judge.TakeEmpty() is { Rules.IsEmpty: false } empty && TakeNote(entry) is { } note)
            await FillAsync(empty, note, store).ConfigureAwait(false);
    }

    /// <summary>Fills what a configuration left empty.</summary>
    /// <param name="step">What is left to do of the configuration.</param>
    /// <param name="last">The last entry before it.</param>
    /// <param name="now">When it is decided.</param>
    /// <param name="store">The journal.</param>
    /// <returns>The step, with what follows from the windows.</returns>
    internal async ValueTask<Step> FollowAsync(Step step, long last, Instant now, ICityStore store)
    {
        if (judge.TakeEmpty() is not { Rules.IsEmpty: false } empty || step.Entry is null) return step;
        if (TakeNote(last + 1) is { } note) return With(step, empty, note, await FillAsync(empty, note, store).ConfigureAwait(false));
        if (!IsFirst || await FirstFillAsync(empty, last, now, store).ConfigureAwait(false) is not { } filled) return step;
        return With(step, empty, filled.Note, filled.Past) with
        {
            Note = new Draft(JournalKind.Observation, filled.Note.Key, ObservationJson.Write(filled.Note)),
        };
    }

    private WindowsFilled? TakeNote(long entry)
    {
        var note = noted;
        noted = null;
        return note?.Entry == entry ? note : null;
    }

    private async ValueTask<PastReadings> FillAsync(RuleSet empty, WindowsFilled note, ICityStore store)
    {
        var past = new PastReadings(judge, empty, inputs);
        await foreach (var entry in ReadAsync(store, note.From, note.Entry - 2).ConfigureAwait(false)) past.Show(entry);
        past.HandOver(past.Fed);
        return past;
    }

    /// <returns>Null when the journal has nothing for these rules.</returns>
    private async ValueTask<(WindowsFilled Note, PastReadings Past)?> FirstFillAsync(RuleSet empty, long last, Instant now,
        ICityStore store)
    {
        var longest = empty.Rules.Max(rule => rule.LooksBack);
        var from = now - longest - Duration.Max(LeastMore, Duration.Min(MostMore, longest));
        var first = Math.Max(last - options.RefillEntries + 1, await store.FindFirstSinceAsync(from).ConfigureAwait(false));
        var isWhole = first > 1 && first > last - options.RefillEntries + 1; // there is one before it, and it is too old
        var past = new PastReadings(judge, empty, inputs);
        await foreach (var entry in ReadAsync(store, first, last).ConfigureAwait(false))
            if (!past.TryShow(entry))
            {
                past.Restart();
                isWhole = false;
            }
        if (past.First is not { } begin || past.Fed is not { Count: > 0 } fed) return null;
        past.HandOver(fed);
        return (new WindowsFilled(last + 2, begin.Number, isWhole ? from : begin.At), past);
    }

    /// <summary>The entries with readings of a part of the journal, one after the other.</summary>
    private async IAsyncEnumerable<JournalEntry> ReadAsync(ICityStore store, long first, long last)
    {
        if (first > last) yield break;
        await foreach (var entry in store.ReadJournalAsync(first - 1, CancellationToken.None).ConfigureAwait(false))
        {
            if (entry.Number > last) yield break;
            if ((entry.Number - first + 1) % Often == 0) Progress(entry.Number - first + 1, last - first + 1);
            if (PastReadings.Has(entry)) yield return entry;
        }
    }

    private Step With(Step step, RuleSet empty, WindowsFilled note, PastReadings past)
    {
        var (open, filled) = (past.Open, empty.Rules.Where(rule => judge.Filled.Contains(rule.Id)).Take(MostNamed).ToArray());
        var restarted = judge.Restarted.Select(rule => rule.Id).ToHashSet();
        return step with
        {
            Decide = attempt =>
            {
                var decided = step.Decide(attempt);
                foreach (var rule in filled) Tell(rule, restarted.Contains(rule.Id), note.Since, attempt);
                desk.Resume(open, attempt);
                return decided;
            },
        };
    }

    private void Tell(Rule rule, bool isChanged, Instant since, Attempt attempt)
    {
        var needed = attempt.Now - rule.LooksBack;
        var known = Instant.Max(since, needed);
        attempt.Add("rule-refilled", rule.Id, known, attempt.Now, Words(rule, isChanged, known, known > needed),
            options.MaintenanceAudience);
    }

    private static LocalizedText Words(Rule rule, bool isChanged, Instant known, bool isPart)
    {
        var (zh, en) = isChanged ? ("判断的内容已改变", "looks for something else now") : ("是新规则", "is new");
        return isPart
            ? new($"规则 {rule.Id} {zh}：时间窗已按流水中 {known} 起的读数重建，更早的读数已不在流水中或超出 RefillEntries；窗口填满之前不作判断。",
                $"rule {rule.Id} {en}: its windows were filled from the journal's readings since {known}. "
                + "Earlier ones are not there, or are "
                + "more than RefillEntries: a window is judged when it is full.")
            : new($"规则 {rule.Id} {zh}：时间窗已按流水中 {known} 起的读数重建，无需重新积累。",
                $"rule {rule.Id} {en}: its windows were filled from the journal's readings since {known}, as if it had always been so.");
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Windows of changed rules are being filled: {Done} of {All} journal entries read. 正在重建规则的时间窗。")]
    private partial void Progress(long done, long all);
}
