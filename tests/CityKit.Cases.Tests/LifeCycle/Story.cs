using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>
/// A case in a situation, which is a text such as <c>dispatched, +7h, return@other</c>: how it came and how far it got, then commands by
/// who usually gives them or by who stands behind the @, and time that passes. Cases begin on Thursday 13 March 2025 at 09:00.
/// </summary>
internal sealed class Story
{
    private static readonly (string Word, string Means)[] Words =
    [
        ("accepted", "reported, accept"), ("filed", "accepted, file"), ("dispatched", "filed, dispatch"), ("handling", "dispatched, start"),
        ("fedback", "handling, feedback"), ("checking", "fedback, check"), ("checked", "checking, pass-check"),
        ("closed", "checked, close"), ("extended", "request-extension, approve-extension"),
        ("refused", "request-extension, refuse-extension"),
        ("extendedTwice", "handling, extended, extended"), ("refusedTwice", "handling, refused, refused"),
        ("late", "handling, +7h, feedback, check, pass-check, close"), ("returnedTwice", "dispatched, return, dispatch, return, dispatch"),
    ];

    private static readonly (string Word, string Source, string By)[] Openings =
    [
        ("reported", "inspector", "inspector"), ("public", "resident", "resident"), ("hotline", "hotline", "acceptor"),
        ("lead", "sensor", "officer"), ("grid", "gridWorker", "gridWorker"),
        ("department", "department", "other"), ("order", "leader", "oversight"),
    ];

    private Story(WorkEngine engine) => Engine = engine;

    /// <summary>The tests' rules: a limit for each clock.</summary>
    internal static WorkPolicy Rules { get; } = Policy with
    {
        StageLimits = [.. Policy.StageLimits, .. Limits()],
        Dispatch = [.. Policy.Dispatch.Select(row => row with { By = new ByBody(new Assignee(((ByBody)row.By).Assignee.Body)) })],
    };

    internal WorkEngine Engine { get; private set; }

    internal Instant Now { get; private set; } = At("2025-03-13 09:00");

    internal WorkItem Item => Items[^1];

    /// <summary>The item after each decision, and when that was.</summary>
    internal List<WorkItem> Items { get; } = [];

    internal List<Instant> Moments { get; } = [];

    internal List<HistoryEntry> History { get; } = [];

    internal static Story Of(string situation, WorkPolicy? policy = null)
    {
        var story = new Story(EngineWith(policy ?? Rules));
        foreach (var step in Spelled(situation)) story.Step(step);
        return story;
    }

    internal WorkDecision Do(string command, string who) => Do(Filled(command), who);

    internal WorkDecision Do(WorkCommand command, string who)
    {
        var decision = Engine.Apply(Item, command, People.Named(who), Now);
        if (decision.Done) Keep(decision);
        return decision;
    }

    internal WorkDecision Wait(Duration time)
    {
        Now += time;
        var decision = Engine.Tick(Item, Now);
        if (decision.Events.Count > 0) Keep(decision);
        return decision;
    }

    /// <summary>A command with what its rows need, other bodies where it takes some.</summary>
    internal static WorkCommand Filled(string command) => Full(command, "city-management") with
    {
        Assignee = command switch
        {
            "redispatch" => new Assignee(People.OtherBody),
            "send-crew" or "crew-done" => new Assignee(People.Body, "环卫班组"),
            _ => null,
        },
        CoHandlers = command == "co-handle" ? [new Assignee(People.HelperBody)] : [],
        Person = command == "hand-over" ? "street-4" : null,
    };

    private static IEnumerable<StageLimit> Limits() =>
        from row in new (string Name, string Limit)[]
        {
            ("citizen", "3 natural days"), ("verification", "30 minutes"), ("adjudication", "2 work hours"), ("oversight", "1 work day"),
            ("appeal", "3 work days"), ("rework", "2 work hours"), ("coHandler", "3 work hours"), ("crew", "1 work hour"),
            ("end-of-suspension", "90 natural days"), ("evaluation", "10 natural days"),
        }
        select new StageLimit("city-management", row.Name, WorkLimit.Parse(row.Limit));

    private static IEnumerable<string> Spelled(string situation) => situation.Split(", ").SelectMany(
        word => Array.Find(Words, known => known.Word == word) is { Means: { } means } ? Spelled(means) : [word]);

    private void Step(string step)
    {
        if (step[0] == '+') Wait(Length(step[1..]));
        else if (Array.Find(Openings, known => known.Word == step) is { Source: { } source } opening) Keep(Opened(source, opening.By));
        else if (step.Split('@') is var parts) Do(parts[0], parts.Length == 2 ? parts[1] : People.UsualFor(parts[0])).OrThrow();
    }

    private WorkDecision Opened(string source, string by) =>
        Engine.Open(Report() with { Source = source, ReportId = "report/1" }, People.Named(by), Now);

    private void Keep(WorkDecision decision)
    {
        Items.Add(decision.OrThrow());
        Moments.Add(Now);
        History.AddRange(decision.Events);
    }

    private static Duration Length(string text)
    {
        var amount = int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture);
        return text[^1] switch { 'm' => Duration.FromMinutes(amount), 'h' => Duration.FromHours(amount), _ => Duration.FromDays(amount) };
    }
}
