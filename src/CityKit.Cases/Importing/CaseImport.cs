using CityKit.Cases.Flow;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Importing;

/// <summary>
/// Takes a case of another system over (案卷导入): into its state, with its clocks and counts, and a line of history that says where it is
/// from. Pure.
/// </summary>
public static class CaseImport
{
    /// <summary>The command in the history.</summary>
    public const string Command = "import";

    private const int MaxText = 256;
    private const string OfRecord = "record:"; // a text that the other hub keeps apart
    private static readonly Instant First = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant Last = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <summary>The id that a case of a system has here: the same case gets the same.</summary>
    public static WorkItemId IdOf(string system, string externalId) => WorkItemId.FromCause($"import|{system}|{externalId}");

    /// <summary>
    /// The item as it is from now on. Who reported it, evidence, texts kept apart, alerts and households stay with the other system.
    /// </summary>
    /// <param name="system">The other system's name.</param>
    /// <param name="from">The case.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="now">Now.</param>
    public static (WorkItem Item, HistoryEntry Entry) Take(string system, ImportedCase from, Actor actor, Instant now)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(actor);
        var entry = EntryOf(system, from, actor, now);
        return (from.Item with
        {
            Id = IdOf(system, from.ExternalId),
            RepeatOf = Other(from.Item.RepeatOf), Parent = Other(from.Item.Parent), MergedInto = Other(from.Item.MergedInto),
            Parts = [.. from.Item.Parts.Select(part => part with { Id = IdOf(system, part.Id.ToString()) })],
            Alerts = [], Reports = [], Household = null, Number = null, DueAt = null,
            KeptHistory = [.. from.Item.KeptHistory.Select(Travelling)],
            Entries = from.Item.KeptHistory.Count + 1, UpdatedAt = now, Turns = Turns.With(from.Item.Turns, entry),
        }, entry);

        WorkItemId? Other(WorkItemId? id) => id is { } known ? IdOf(system, known.ToString()) : null;
    }

    /// <summary>Why a case cannot be taken over; null when it can.</summary>
    /// <param name="from">The case.</param>
    /// <param name="engine">The profiles in force.</param>
    /// <param name="now">Now: nothing was reported or closed after it.</param>
    public static Refusal? Check(ImportedCase from, WorkEngine engine, Instant now)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(engine);
        var item = from.Item;
        if (from.ExternalId is not { Length: > 0 and <= ImportedCase.MaxId })
            return Wrong("id", $"1 to {ImportedCase.MaxId} characters", $"1 至 {ImportedCase.MaxId} 个字符");
        if (!engine.Profiles.TryGet(item.Profile, out var profile) || !engine.Knows(item))
            return Refusal.Of("unknown-profile",
                $"No profile here is '{item.Profile}' with a state '{item.State}'.", $"没有业务类型“{item.Profile}”或其状态“{item.State}”。");
        var state = profile.StateOf(item.State);
        if (state.Stage != item.Stage || state.Closed == item.IsOpen || item.Clocks.Count == 0 || item.Clock.Stage != item.Stage)
            return Wrong("state", $"in stage '{state.Stage}', with its clock, as the profile has it here", $"与本地业务类型一致（阶段 {state.Stage}）");
        return CheckTimes(item, now) ?? CheckTexts(item);
    }

    private static Refusal? CheckTimes(WorkItem item, Instant now)
    {
        if (item.ReportedAt > now || item.StateSince > now || item.ClosedAt > now)
            return Wrong(
                "reportedAt", $"not after now, {now}; the same for stateSince and closedAt", $"不得晚于现在 {now}（stateSince、closedAt 同）");
        var times = item.Clocks.SelectMany(clock => new[] { clock.StartedAt, clock.FinishedAt, clock.Deadline?.At })
            .Concat([item.ReportedAt, item.StateSince, item.ClosedAt]);
        return times.All(at => at is null || (at >= First && at < Last)) ? null
            : Wrong("reportedAt", "times of 1900 to 2199", "时间须在 1900 至 2199 年之间");
    }

    private static Refusal? CheckTexts(WorkItem item)
    {
        string?[] texts = [item.Source, item.Condition, item.Outcome, item.Assignee?.ToString(), item.Place.Grid, .. item.Place.NearGrids,
            item.Place.Compound, item.Place.Building, item.Place.Entrance, item.Place.Address, item.Title?.Zh, item.Title?.En];
        return texts.All(text => text is not { Length: > MaxText }) ? null
            : Wrong("place", $"texts of at most {MaxText} characters, title, assignee and place among them",
                $"标题、承办单位、位置等文字最多 {MaxText} 字");
    }

    private static HistoryEntry EntryOf(string system, ImportedCase from, Actor actor, Instant now) => new()
    {
        At = now,
        ActorId = actor.Id,
        Role = Role.Administrator,
        Command = Command,
        From = from.Item.State,
        To = from.Item.State,
        Reason = $"imported from {system}: {from.ExternalId} 自外部系统导入",
    };

    private static HistoryEntry Travelling(HistoryEntry entry) => entry with
    {
        Evidence = [],
        Reason = entry.Reason?.StartsWith(OfRecord, StringComparison.Ordinal) == true ? null : entry.Reason,
    };

    private static Refusal Wrong(string member, string en, string zh) =>
        Refusal.Of("bad-case", $"'{member}' of the case must be: {en}.", $"案卷的 {member} 须为：{zh}。");
}
