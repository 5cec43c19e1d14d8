using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases;

/// <summary>
/// One piece of work from report to close (工作项): a city-management case, a property order, a care visit. Immutable; holds no personal data.
/// </summary>
public sealed record WorkItem
{
    /// <summary>The most alerts kept by id; later ones are counted only.</summary>
    public const int MaxAlerts = 1000;

    /// <summary>The most reports that one item takes.</summary>
    public const int MaxReports = 1000;

    /// <summary>The identity, from the cause.</summary>
    public required WorkItemId Id { get; init; }

    /// <summary>The profile's id.</summary>
    public required string Profile { get; init; }

    /// <summary>The class, such as <c>GB/T 30428.2-2013:component:0305</c>; null when it is not known yet.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>What it is about, from a class or a rule's template.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>Where it came from (来源): <c>inspector</c>, <c>resident</c>, <c>sensor</c>, <c>hotline</c>, <c>video</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Where it is.</summary>
    public WorkPlace Place { get; init; } = WorkPlace.Unknown;

    /// <summary>The component's identification code (部件标识码).</summary>
    public ComponentId? Component { get; init; }

    /// <summary>The component that is probably meant: the nearest of the class, as the registry had it; null when none was found.</summary>
    public FoundComponent? Found { get; init; }

    /// <summary>Who answers for its class and place in nets, as they were asked last; null when none was asked.</summary>
    public DutyLookup? Duties { get; init; }

    /// <summary>Whom a model suggested last to dispatch it to; null when none was asked.</summary>
    public DispatchSuggestion? Suggestion { get; init; }

    /// <summary>An opaque reference to a household, resolved elsewhere under its own rules.</summary>
    public string? Household { get; init; }

    /// <summary>The state's id.</summary>
    public required string State { get; init; }

    /// <summary>When that state began.</summary>
    public required Instant StateSince { get; init; }

    /// <summary>The stage's id.</summary>
    public required string Stage { get; init; }

    /// <summary>Whether somebody still has to do something.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Who works on it, and who did: the lead, co-handlers and crews, in the order in which they got it.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];

    /// <summary>The filing condition chosen (立案条件).</summary>
    public string? Condition { get; init; }

    /// <summary>The version of the standard that this condition is of; null without one.</summary>
    public string? Standard { get; init; }

    /// <summary>How it ended, for profiles that ask.</summary>
    public string? Outcome { get; init; }

    /// <summary>When it was reported.</summary>
    public required Instant ReportedAt { get; init; }

    /// <summary>True when the device that saw it had no wall time (时间未知): <see cref="ReportedAt"/> is when it was received.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>When it was closed; null while open.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>One clock for each stay in a stage, in order; the last is the current one.</summary>
    public required IReadOnlyList<StageClock> Clocks { get; init; }

    /// <summary>Ids of the alerts and reports that joined.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>
    /// Reports of it: the one that opened it, those that joined, and those of its repeats. Each reporter hears the one result.
    /// </summary>
    public IReadOnlyList<WorkReport> Reports { get; init; } = [];

    /// <summary>
    /// The item that this one repeats (重复件): that one is worked on, this one waits, and only taking the mark back moves it. Null for every
    /// other item.
    /// </summary>
    public WorkItemId? RepeatOf { get; init; }

    /// <summary>Timed steps done, by step and due time.</summary>
    public IReadOnlyList<string> DoneSteps { get; init; } = [];

    /// <summary>
    /// Clocks beside those of the stages, by their name in <see cref="StageClock.Stage"/>: the last of a name is the current one.
    /// </summary>
    public IReadOnlyList<StageClock> NamedClocks { get; init; } = [];

    /// <summary>The fields of its profile's own that it carries.</summary>
    public ImmutableSortedDictionary<string, string> Details { get; init; } = TextMap.Empty;

    /// <summary>The item that this one is a part of; null for a whole one.</summary>
    public WorkItemId? Parent { get; init; }

    /// <summary>Its parts, which are items of their own.</summary>
    public IReadOnlyList<WorkPart> Parts { get; init; } = [];

    /// <summary>The item that this one was merged into (并案); null for every other.</summary>
    public WorkItemId? MergedInto { get; init; }

    /// <summary>When it was opened.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>When something last happened.</summary>
    public required Instant UpdatedAt { get; init; }

    /// <summary>How many entries its history has; they are rows of their own.</summary>
    public required int Entries { get; init; }

    /// <summary>Which ways it took, and how often each: what figures and guards ask of a history.</summary>
    public IReadOnlyList<Turn> Turns { get; init; } = [];

    /// <summary>History that a version before kept in the item itself; the next change makes rows of it.</summary>
    public IReadOnlyList<HistoryEntry> KeptHistory { get; init; } = [];

    /// <summary>What happened more than once.</summary>
    public WorkCounts Counts { get; init; }

    /// <summary>Whether a leader watches it (督办).</summary>
    public bool Overseen { get; init; }

    /// <summary>Whether an appeal excluded it from the figures (申诉免责); the overdue fact stays.</summary>
    public bool Exempt { get; init; }

    /// <summary>The number people read, such as SN2026-000123; given at commit, no part of identity or export.</summary>
    public string? Number { get; init; }

    /// <summary>When something falls due on it by itself; set where it is stored, no part of export.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>The current stage's clock.</summary>
    public StageClock Clock => Clocks[^1];

    /// <summary>The current deadline; null without a limit, while paused, and when closed.</summary>
    public Deadline? Deadline => IsOpen ? Clock.Deadline : null;

    /// <summary>Who leads the work now (主办); null when nobody has it.</summary>
    public Assignment? Lead => Assignments.LastOrDefault(each => each.IsLeading);

    /// <summary>Which body, and crew, leads the work now; null when nobody has it.</summary>
    public Assignee? Assignee => Lead?.Assignee;

    /// <summary>The current clock of a name; null when none was started.</summary>
    public StageClock? ClockOf(string name)
    {
        for (var i = NamedClocks.Count - 1; i >= 0; i--)
            if (NamedClocks[i].Stage == name) return NamedClocks[i];
        return null;
    }
}
