using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Cases.Standards;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>What comes next in a case, by whom and when: by its state, by the stated rates, within shifts. A turn that the profile
/// lacks is not taken.</summary>
internal sealed class CasePlanner(WorkEngine engine, Profile profile, double share, Random random, Action<Plan, Instant> plan)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Shift[] Watches = [new(0, 8, true), new(8, 16, true), new(8, 16, true), new(16, 24, true)];

    private readonly Staff acceptors = new(Role.Acceptor, Bodies.Supervision, Posts(share));
    private readonly Staff leaders = new(Role.DutyLeader, Bodies.Supervision, Posts(share));
    private readonly Staff dispatchers = new(Role.Dispatcher, Bodies.Command, Posts(share));
    private readonly Staff inspectors = new(Role.Inspector, Bodies.Supervision,
        Enumerable.Repeat(new Shift(6, 22, true), Math.Max(2, (int)(60 * share))));
    private readonly Actor oversight = Actor.Of("oversight-1", "区政府", Role.Oversight);
    private readonly Dictionary<string, Actor> departments = [];

    /// <summary>Plans what comes next; nothing when the case has ended.</summary>
    internal void Next(CaseTrack track, Instant now)
    {
        switch (track.Item.State)
        {
            case "reported": AfterReport(track, now); break;
            case "verifying": AfterVerification(track, now); break;
            case "filing": AfterAcceptance(track, now); break;
            case "dispatching": Dispatch(track, now); break;
            case "assigned": Begin(track, now); break;
            case "handling": Handle(track, now); break;
            case "extension-requested": Answer(track, now, "extension"); break;
            case "suspension-requested": Answer(track, now, "suspension"); break;
            case "suspended": Resume(track, now); break;
            case "feedback": AfterFeedback(track, now); break;
            case "checking": Check(track, inspectors.Take(now, 25 * Minute)); break;
            case "closing": By(leaders, track, now, 2, new WorkCommand("close")); break;
            case "appealed": By(dispatchers, track, now, 30, Judged("support-appeal")); break;
            case "appeal-review": By(acceptors, track, now, 30, Judged("grant-appeal")); break;
            case "closed": AfterClose(track, now); break;
        }
    }

    /// <summary>Night, two of the day, evening, and again; 24 people for the whole year's cases, and 8 at least.</summary>
    private static IEnumerable<Shift> Posts(double share) =>
        Enumerable.Range(0, Math.Max(8, (int)(24 * share))).Select(i => Watches[i % Watches.Length]);

    private bool Happens(double rate) => random.NextDouble() < rate;

    private static WorkCommand Because(string name) => new(name) { Reason = "城市一年演示", Reply = "您反映的情况已核实，详见办理结果。" };

    private static WorkCommand WithPhoto(string name) => new(name) { Photo = "photo/after" };

    private WorkCommand Judged(string granted) => Happens(YearRates.AppealGranted) ? new WorkCommand(granted) : Because("refuse-appeal");

    private void By(Staff staff, CaseTrack track, Instant now, int minutes, WorkCommand command)
    {
        var (actor, done) = staff.Take(now, minutes * Minute);
        plan(new Plan(track, command, actor), done);
    }

    private Actor DepartmentOf(CaseTrack track)
    {
        var body = track.Item.Assignee!.Body;
        if (!departments.TryGetValue(body, out var actor)) departments[body] = actor = Actor.Of($"{body}-1", body,
            Role.CompetentDepartment);
        return actor;
    }

    private void AfterReport(CaseTrack track, Instant now)
    {
        if (!track.IsPublic && Happens(YearRates.HandledOnTheSpot) && engine.RowFor(track.Item, "self-handle", track.Reporter,
            now) is not null)
            plan(new Plan(track, WithPhoto("self-handle"), track.Reporter), now + 10 * Minute);
        else By(acceptors, track, now, 3, Happens(YearRates.Rejected) ? Because("reject")
            : new WorkCommand(track.IsPublic ? "verify" : "accept"));
    }

    private void AfterVerification(CaseTrack track, Instant now) =>
        By(inspectors, track, now, 25, Happens(YearRates.Refuted) ? Because("refute") : WithPhoto("confirm"));

    private void AfterAcceptance(CaseTrack track, Instant now) => By(leaders, track, now, 3,
        Happens(YearRates.Declined) ? Because("decline") : Happens(YearRates.Void) ? Because("void")
        : new WorkCommand("file") { Condition = ConditionOf(track.Kind).Id });

    private FilingCondition ConditionOf(CaseKind kind)
    {
        var all = engine.Policy.ConditionsOf(kind.Class).ToArray();
        var plain = Array.FindAll(all, condition => condition.Limit.NeedsCalendar);
        return plain.Length == 0 || (plain.Length < all.Length && Happens(YearRates.Urgent))
            ? Array.FindAll(all, condition => !condition.Limit.NeedsCalendar)[0] : plain[random.Next(plain.Length)];
    }

    private void Dispatch(CaseTrack track, Instant now)
    {
        var body = track.Item.Counts.Returns == 0 ? track.Kind.Body : Bodies.Handling.First(other => other.Zh != track.Kind.Body).Zh;
        By(dispatchers, track, now, 2, new WorkCommand("dispatch") { Assignee = new Assignee(body), Reason = "改派" });
    }

    private void Begin(CaseTrack track, Instant now)
    {
        (track.Finish, track.Asked) = (null, false);
        var begins = IsUrgent(track.Item) ? now + 10 * Minute : Shift.Office.After(now, random.Next(10, 50) * Minute);
        var department = DepartmentOf(track);
        var returned = track.Item.Counts is { Returns: 0, Reworks: 0 } && Happens(YearRates.Returned)
            && engine.RowFor(track.Item, "return", department, begins) is not null;
        plan(new Plan(track, returned ? Because("return") : new WorkCommand("start"), department), begins);
    }

    private static bool IsUrgent(WorkItem item) => item.Clock.Limit is { NeedsCalendar: false };

    private void Handle(CaseTrack track, Instant now)
    {
        var finish = track.Finish is { } known ? Instant.Max(known, now) : Work(track, now);
        track.Finish = finish;
        var department = DepartmentOf(track);
        if (!track.Asked && Asks(track, now, finish) is { } asked)
        {
            track.Asked = true;
            plan(new Plan(track, asked.Command, department), asked.At);
        }
        else if (Happens(YearRates.ForcedClosed)) plan(new Plan(track, Because("force-close"), oversight), finish);
        else
        {
            Mark(track, finish);
            plan(new Plan(track, WithPhoto("feedback"), department), finish);
        }
    }

    /// <summary>When the work will be done: a part of its limit that varies much, in the hours in which the limit counts.</summary>
    private Instant Work(CaseTrack track, Instant now)
    {
        var limit = track.Item.Clock.Limit ?? new WorkLimit(4, LimitUnit.WorkHour);
        var part = YearRates.WorkMedian * Math.Exp(YearRates.WorkSpread * YearRates.Normal(random))
            * YearRates.OfStreet(District.StreetOf(track.Item.Place));
        var whole = limit.Unit switch
        {
            LimitUnit.WorkDay => Duration.FromHours(10 * limit.Amount), // of the office's day, noon included
            LimitUnit.WorkHour => Duration.FromHours(limit.Amount),
            _ => limit.Continuous(),
        };
        return (limit.NeedsCalendar ? Shift.Office : Shift.Always).After(now, Duration.FromSeconds(Math.Round(whole.TotalSeconds * part)));
    }

    private (WorkCommand Command, Instant At)? Asks(CaseTrack track, Instant now, Instant finish)
    {
        if (Happens(YearRates.Suspended)) return (Because("request-suspension"), now + (finish - now) / 2);
        return track.Item.Deadline is { } due && now < due.At && finish > due.At && Happens(YearRates.ExtensionAsked)
            ? (Because("request-extension"), now + (due.At - now) * 0.8) : null;
    }

    /// <summary>What is late is urged, and what is very late overseen.</summary>
    private void Mark(CaseTrack track, Instant finish)
    {
        if (track.Item.Deadline is not { } due) return;
        var (soon, later) = (due.At + Duration.FromHours(1), due.At + Duration.FromDays(1));
        if (soon < finish && Happens(YearRates.Urged)) plan(new Plan(track, new WorkCommand("urge"), oversight, IsMark: true), soon);
        if (later < finish && Happens(YearRates.Overseen)) plan(new Plan(track, Because("oversee"), oversight, IsMark: true), later);
    }

    private void Answer(CaseTrack track, Instant now, string what) =>
        By(dispatchers, track, now, 20, Happens(YearRates.Approved) ? new WorkCommand($"approve-{what}") : Because($"refuse-{what}"));

    private void Resume(CaseTrack track, Instant now)
    {
        var resumed = Shift.Office.First(now + Duration.FromDays(random.Next(3, 40)));
        track.Finish = Shift.Office.After(resumed, Duration.FromHours(random.Next(1, 8)));
        plan(new Plan(track, new WorkCommand("resume"), dispatchers.AnyoneAt(resumed)), resumed);
    }

    private void AfterFeedback(CaseTrack track, Instant now)
    {
        if (engine.Policy.CheckOf(track.Item) == CheckRow.Photo) Check(track, acceptors.Take(now, 4 * Minute));
        else By(acceptors, track, now, 2, new WorkCommand("check"));
    }

    private void Check(CaseTrack track, (Actor Actor, Instant Done) by) =>
        plan(new Plan(track, Happens(YearRates.FailedCheck) ? Because("fail-check") : WithPhoto("pass-check"), by.Actor), by.Done);

    private void AfterClose(CaseTrack track, Instant now)
    {
        var settled = track.IsSettled;
        track.IsSettled = true;
        if (!settled && track.Item.Source == "resident" && Has("reopen") && Happens(YearRates.Reopened))
            plan(new Plan(track, Because("reopen"), track.Reporter), now + Duration.FromHours(random.Next(2, 120)));
        else if (!settled && track.Item.Clocks.Any(clock => clock.Stage == "handle" && clock.OnTime is false)
            && Happens(YearRates.Appealed)) Appeal(track, now);
        else Evaluate(track, now + Duration.FromDays(3));
    }

    private void Evaluate(CaseTrack track, Instant at) => plan(new Plan(track, new WorkCommand("evaluate"), leaders.AnyoneAt(at)), at);

    private void Appeal(CaseTrack track, Instant now)
    {
        var at = Shift.Office.After(now, Duration.FromHours(3));
        if (Has("appeal")) plan(new Plan(track, Because("appeal"), DepartmentOf(track)), at);
        else if (Happens(YearRates.AppealGranted)) plan(new Plan(track, Because("exempt"), oversight), at);
        else Evaluate(track, at);
    }

    private bool Has(string command) => profile.Commands.Any(known => known.Id == command);
}
