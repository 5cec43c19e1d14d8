using CityKit.Cases.Profiles;
using CityKit.Cases.Standards;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Cases.Policies;

/// <summary>
/// A city's own rules (办理规则): filing conditions, stage limits, dispatch table, working hours. Data; read with <see cref="PolicyReader"/>.
/// </summary>
public sealed record WorkPolicy
{
    /// <summary>No conditions, no limits, nobody to dispatch to.</summary>
    public static WorkPolicy Empty { get; } = new();

    /// <summary>How the empty one is written, so that a start need not write and read it; a test holds the two together.</summary>
    internal static ReadOnlySpan<byte> EmptyText =>
        """{"schema":1,"hours":"08:00-12:00,14:00-18:00","workDay":"workingHours","conditions":[],"""u8
        + "\"stageLimits\":[],\"dispatch\":[],\"repeats\":[],\"audiences\":[]}"u8;

    /// <summary>What the policy is and where it is from.</summary>
    public string Label { get; init; } = "";

    /// <summary>The working hours, but for the days of <see cref="Seasons"/>.</summary>
    public WorkHours Hours { get; init; } = WorkHours.Default;

    /// <summary>Parts of the year with other working hours (冬夏作息); no two share a day.</summary>
    public IReadOnlyList<WorkSeason> Seasons { get; init; } = [];

    /// <summary>How "n working days" is read.</summary>
    public WorkDayReading WorkDay { get; init; } = WorkDayReading.WorkingHours;

    /// <summary>The filing standard for classes that have no conditions of the policy's own; null for none.</summary>
    public FilingStandard? Standard { get; init; }

    /// <summary>The version of the policy's own conditions, such as "2026-03"; 1 to 64 characters, null when it has none.</summary>
    public string? Version { get; init; }

    /// <summary>The policy's own filing conditions; a class that has any here has none of <see cref="Standard"/>.</summary>
    public IReadOnlyList<FilingCondition> Conditions { get; init; } = [];

    /// <summary>Stage limits.</summary>
    public IReadOnlyList<StageLimit> StageLimits { get; init; } = [];

    /// <summary>The dispatch table.</summary>
    public IReadOnlyList<DispatchRow> Dispatch { get; init; } = [];

    /// <summary>
    /// Which row of the dispatch table is asked first; <see cref="DispatchOrder.Closest"/> where the policy does not say.
    /// </summary>
    public DispatchOrder? DispatchOrder { get; init; }

    /// <summary>What bodies are called in the component registry; one without a row is called by its name there.</summary>
    public IReadOnlyList<BodyRow> Bodies { get; init; } = [];

    /// <summary>
    /// Whether the history says why it was that body: where the policy states the order, or a row goes by a look-up. Policies of versions
    /// before do neither, and their journals replay to the same bytes.
    /// </summary>
    internal bool IsDispatchExplained => DispatchOrder is not null || Dispatch.Any(row => row.By is not ByBody);

    /// <summary>
    /// When reports join an open item. Without a row for it, a report of the same component and class does, and no distance is near enough.
    /// </summary>
    public IReadOnlyList<RepeatRow> Repeats { get; init; } = [];

    /// <summary>
    /// Who may be notified beside roles, such as <c>everybody-in-the-entrance</c>; when there are any, a rule names no others.
    /// </summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>How long protected records are kept; a kind without a row goes by <see cref="RetentionRow.DefaultOf"/>.</summary>
    public IReadOnlyList<RetentionRow> Retention { get; init; } = [];

    /// <summary>Where roles count; a role without a row goes by <see cref="AccessTable.BuiltIn"/>.</summary>
    public IReadOnlyList<AccessRow> Access { get; init; } = [];

    /// <summary>What becomes of what machines find; a class without a row goes by <see cref="MachineRow.DefaultOf"/>.</summary>
    public IReadOnlyList<MachineRow> Machines { get; init; } = [];

    /// <summary>Who may give commands, where it is not as the profiles say.</summary>
    public IReadOnlyList<PermissionRow> Permissions { get; init; } = [];

    /// <summary>Roles that stand in for others, as in a city with one centre.</summary>
    public IReadOnlyList<StandInRow> StandIns { get; init; } = [];

    /// <summary>How often and how soon things may be done, where it is not as the profiles say.</summary>
    public IReadOnlyList<AllowanceRow> Allowances { get; init; } = [];

    /// <summary>How classes are checked.</summary>
    public IReadOnlyList<CheckRow> Checks { get; init; } = [];

    /// <summary>The reasons for which leads are dismissed (排除理由); empty when each duty officer finds words of his own.</summary>
    public IReadOnlyList<string> Dismissals { get; init; } = [];

    /// <summary>What reporters are asked about how it ended, beside how satisfied they are; at most 5 questions.</summary>
    public IReadOnlyList<SurveyQuestion> Survey { get; init; } = [];

    /// <summary>Texts that people use again and again (常用语), offered where they write; at most 500.</summary>
    public IReadOnlyList<AnswerRow> Answers { get; init; } = [];

    /// <summary>
    /// The whole policy as UTF-8 JSON, as <see cref="PolicyReader"/> reads it; the same policy gives the same bytes, wherever in a file its
    /// rows were.
    /// </summary>
    public byte[] ToUtf8() => ReferenceEquals(this, Empty) ? EmptyText.ToArray()
        : ConfigJson.ToUtf8(json => new PolicyWriter(json).Write(this));

    /// <summary>
    /// What in this policy names something that does not exist: a profile, a stage of it, a class. Such a row would never count.
    /// </summary>
    public IReadOnlyList<ConfigError> Check(ProfileCatalogue profiles, CatalogueSet catalogues) =>
        new PolicyCheck(profiles, catalogues).Check(this);

    /// <summary>The clock that this policy's limits are counted on, with the working days of a calendar.</summary>
    public WorkClock ClockOn(WorkCalendar calendar) => new(calendar, Hours, WorkDay, Seasons);

    /// <summary>The conditions that a case of a class is filed by, in order: the policy's own, else the standard's.</summary>
    public IEnumerable<FilingCondition> ConditionsOf(ClassKey? key)
    {
        var own = Conditions.Where(condition => condition.Class == key);
        return key is not { } known || Standard is null || own.Any() ? own : Standard.ConditionsOf(known);
    }

    /// <summary>The condition of an id; null when neither the policy nor its standard has it.</summary>
    public FilingCondition? FindCondition(string id)
    {
        for (var i = 0; i < Conditions.Count; i++)
            if (Conditions[i].Id == id) return Conditions[i];
        return Standard?.Find(id);
    }

    /// <summary>
    /// The version that a condition found here belongs to, which a case keeps; null for an own one of a policy without version.
    /// </summary>
    public string? VersionOf(FilingCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Standard is { } standard && ReferenceEquals(standard.Find(condition.Id), condition) ? standard.Version : Version;
    }

    /// <summary>The limit of a stage, a clock or a timed step; null when the policy sets none.</summary>
    public WorkLimit? LimitOf(string profile, string stage)
    {
        for (var i = 0; i < StageLimits.Count; i++)
            if (StageLimits[i].Stage == stage && StageLimits[i].Profile == profile) return StageLimits[i].Limit;
        return null;
    }

    /// <summary>When a report of a class joins an open item.</summary>
    public RepeatRow RepeatFor(string profile, ClassKey key) =>
        Repeats.FirstOrDefault(row => row.Profile == profile && row.Class == key)
        ?? Repeats.FirstOrDefault(row => row.Profile == profile && row.Class is null)
        ?? new RepeatRow(profile, null, SameComponent: true, Metres: 0);

    /// <summary>How long protected records of a kind are kept.</summary>
    public RetentionRow RetentionOf(string kind) => Retention.FirstOrDefault(row => row.Kind == kind) ?? RetentionRow.DefaultOf(kind);

    /// <summary>The roles that may take a row of a profile.</summary>
    public IReadOnlyList<Role> RolesOf(string profile, Transition row)
    {
        ArgumentNullException.ThrowIfNull(row);
        for (var i = 0; i < Permissions.Count; i++)
            if (Permissions[i].Command == row.Command && Permissions[i].Profile == profile && !row.Roles.Contains(Role.System))
                return Permissions[i].Roles;
        return row.Roles;
    }

    /// <summary>The roles that stand in for a role.</summary>
    public IReadOnlyList<Role> StandInsOf(Role role)
    {
        for (var i = 0; i < StandIns.Count; i++)
            if (StandIns[i].Role == role) return StandIns[i].By;
        return [];
    }

    /// <summary>What is allowed of a turn: the policy's row, else the profile's.</summary>
    public Allowance AllowanceOf(Profile profile, string turn)
    {
        ArgumentNullException.ThrowIfNull(profile);
        for (var i = 0; i < Allowances.Count; i++)
            if (Allowances[i].Allowance.Turn == turn && Allowances[i].Profile == profile.Id) return Allowances[i].Allowance;
        return profile.AllowanceOf(turn);
    }

    /// <summary>
    /// How the work on an item is checked: by the policy's row for its class, what its filing condition says, the policy's row for its
    /// profile; else <see cref="CheckRow.OnSite"/>.
    /// </summary>
    public string CheckOf(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return (item.Class is { } key ? CheckBy(item.Profile,
            key) : null) ?? (item.Condition is { } id ? WordOf(FindCondition(id)?.Check) : null)
            ?? CheckBy(item.Profile, null) ?? CheckRow.OnSite;
    }

    private string? CheckBy(string profile, ClassKey? key)
    {
        for (var i = 0; i < Checks.Count; i++)
            if (Checks[i].Class == key && Checks[i].Profile == profile) return Checks[i].By;
        return null;
    }

    private static string? WordOf(CheckMode? mode) => mode switch
    {
        CheckMode.OnSite => CheckRow.OnSite,
        CheckMode.Photo => CheckRow.Photo,
        CheckMode.None => CheckRow.None,
        _ => null,
    };

    /// <summary>What becomes of a finding of a class.</summary>
    /// <param name="key">The class.</param>
    /// <param name="source">The kind of machine; null when it did not say: rows for a kind are not for it.</param>
    public MachineRow MachineRowOf(ClassKey key, MachineSource? source = null) =>
        Machines.FirstOrDefault(row => row.Class == key && row.Source == source)
        ?? Machines.FirstOrDefault(row => row.Class == key && row.Source is null)
        ?? MachineRow.DefaultOf(key);

    /// <summary>Who is to handle an item, and why; null when no row of the table finds anybody.</summary>
    /// <param name="item">The item, with what look-ups found of it.</param>
    /// <param name="now">Now; the explanation names the day.</param>
    public DispatchAnswer? DispatchFor(WorkItem item, Instant now) => Dispatch.Count == 0 ? null
        : new DispatchTable(Dispatch, DispatchOrder ?? default)
            .Answer(DispatchQuestion.Of(item, now.InZone(WorkCalendar.Zone).Date) with { Bodies = Bodies });

    /// <summary>How the rows of a profile know the body: what has to be looked up before an item of it is dispatched.</summary>
    public IEnumerable<DispatchBy> DispatchBysOf(string profile) => Dispatch.Where(row => row.Profile == profile).Select(row => row.By);
}
