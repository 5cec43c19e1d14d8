using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Samples.Elevator;

/// <summary>
/// Some days of one lift, shown line by line: somebody is trapped and freed, a part is ordered, an inspector of another body releases it.
/// </summary>
public sealed class Story
{
    private const string Indent = "                    ";

    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly Actor Caller = Actor.Of("resident-1", "", Role.Resident);
    private static readonly Actor Technician = Actor.Of("technician-7", "虚构电梯维保", ElevatorRepair.Technician);
    private static readonly Actor Apprentice = Actor.Of("apprentice-2", "虚构电梯维保", ElevatorRepair.Technician);
    private static readonly Actor Colleague = Actor.Of("inspector-9", "虚构电梯维保", ElevatorRepair.Inspector);
    private static readonly Actor Inspector = Actor.Of("inspector-1", "虚构特检院", ElevatorRepair.Inspector);

    private readonly WorkEngine engine = ElevatorRepair.EngineWith(new Certificates(
        ImmutableDictionary<string, Instant>.Empty.Add(Technician.Id, At("2027-01-01 00:00")).Add(Apprentice.Id, At("2026-01-01 00:00"))));

    private readonly TextWriter output;
    private WorkItem item;
    private int refusals;

    private Story(TextWriter output)
    {
        this.output = output;
        var now = At("2026-03-13 18:02");
        item = Tell(engine.Open(ElevatorRepair.CallFrom("call/1", "31103702032015000002", trapped: true), Caller, now), now);
    }

    /// <summary>Shows it.</summary>
    /// <returns>The item at the end, and how many commands were refused on the way.</returns>
    public static (WorkItem Item, int Refusals) Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var story = new Story(output);
        story.FirstEvening();
        story.NextDays();
        return (story.item, story.refusals);
    }

    private void FirstEvening()
    {
        Does("2026-03-13 18:21", Technician, new WorkCommand("arrive"));
        Does("2026-03-13 18:29", Technician, new WorkCommand("free"));
        Does("2026-03-13 18:50", Apprentice, Diagnosed); // refused: the certificate has expired
        Does("2026-03-13 18:52", Technician, Diagnosed);
        Does("2026-03-13 18:55", Technician, Ordered);
    }

    private void NextDays()
    {
        Does("2026-03-16 10:10", Technician, new WorkCommand("part-arrived"));
        Does("2026-03-16 11:40", Technician, new WorkCommand("repair") { Photo = "photo/door-drive" });
        Does("2026-03-16 13:40", Colleague, Released); // refused: of the technician's own body
        Does("2026-03-16 15:00", Inspector, Released);
    }

    private static ImmutableSortedDictionary<string, string> Fields => ImmutableSortedDictionary<string, string>.Empty;

    private static WorkCommand Diagnosed => new("diagnose") { Details = Fields.Add("fault", "门系统") };

    private static WorkCommand Ordered => new("order-part") { Details = Fields.Add("part", "门机控制板") };

    private static WorkCommand Released => new("release") { Photo = "photo/test-run" };

    private void Does(string local, Actor actor, WorkCommand command)
    {
        var now = At(local);
        item = Tell(engine.Apply(item, command, actor, now), now);
    }

    private WorkItem Tell(WorkDecision decision, Instant now)
    {
        if (decision.Refusal is { } refusal)
        {
            refusals++;
            output.WriteLine($"{Local(now)}  refused: {refusal.Message.En}");
        }
        foreach (var entry in decision.Events)
            output.WriteLine($"{Local(entry.At)}  {entry.Command,-13} by {entry.ActorId,-13} {entry.From} -> {entry.To}");
        foreach (var notice in decision.Notices) output.WriteLine($"{Indent}notifies {notice.To}: {notice.Text.En}");
        foreach (var clock in Running(decision.Item!)) output.WriteLine($"{Indent}{clock.Stage} due {Local(clock.Deadline!.Value.At)}");
        return decision.Item!;
    }

    private static IEnumerable<StageClock> Running(WorkItem item) =>
        item.NamedClocks.Append(item.Clock).Where(clock => item.IsOpen && clock is { FinishedAt: null, Deadline: not null });

    private static string Local(Instant at) => Minutes.Format(at.InZone(WorkCalendar.Zone).LocalDateTime);

    private static Instant At(string local) => Minutes.Parse(local).Value.InZoneLeniently(WorkCalendar.Zone).ToInstant();
}
