using CityKit.Cases.Kpi;
using CityKit.Cases.Tests.LifeCycle;
using CityKit.Cases.Policies;
using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>
/// The fifty minutes: a case in Shibei, Qingdao, on 13 March 2025 (newspaper, 2025). Reporter, class, bodies, the check by photo,
/// 13:51, 14:08, 14:40 and 14:41 are as told; the crew's minutes and the limits are invented.
/// </summary>
public class GoldenCaseTests
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDateTimePattern Date = LocalDateTimePattern.CreateWithInvariantCulture("d MMMM HH:mm");

    /// <summary>Litter bins are checked by photo, and dispatched at once to the sub-district office, which sends its crew itself.</summary>
    private static readonly WorkPolicy Rules = Story.Rules with
    {
        Checks = [new CheckRow("city-management", LitterBin, CheckRow.Photo)],
        Dispatch = [.. Story.Rules.Dispatch.Select(row => row with { Automatic = true })],
    };

    private static readonly WorkEngine City = EngineWith(Rules);

    [Fact]
    public void FiftyMinutes_FromReportToEvaluation_EveryStageOnTime()
    {
        var item = Handled();
        Assert.Equal(("evaluated", "evaluate", false), (item.State, item.Stage, item.IsOpen));
        Assert.Equal(["collect", "establish", "dispatch", "handle", "feedback", "check", "evaluate"],
            item.Clocks.Select(clock => clock.Stage));
        Assert.All(item.Clocks, clock => Assert.True(clock.OnTime));

        var performance = CasePerformance.Of(item, At("2025-03-13 14:41"));
        Assert.Equal(Duration.FromMinutes(50), performance.Duration);
        Assert.Empty(performance.LateStages);
        Assert.True(performance.EveryStageOnTime);
    }

    [Fact]
    public void FiftyMinutes_Dispatched_IsWithTheStreetOfficeUntilTheNextMorning()
    {
        var item = Told()[2].Item!;
        Assert.Equal(new Assignee("浮山新区街道"), item.Assignee);
        Assert.Equal(At("2025-03-14 08:08"), item.Deadline!.Value.At); // 14:08 + 4 work hours, domain vectors
        Assert.False(item.Deadline.Value.Provisional);
    }

    [Fact]
    public void FiftyMinutes_TheCrew_HasItsOwnClock()
    {
        var crew = Handled().Assignments.Single(each => each.Kind == AssignmentKind.Crew);
        Assert.Equal(("浮山新区街道/环卫班组", true, true), (crew.Assignee.ToString(), crew.Done, crew.Clock!.OnTime));
    }

    [Fact]
    public void FiftyMinutes_Figures_AreAllOneHundredPercent()
    {
        var values = KpiCatalogue.BuiltIn.Evaluate([Handled()], At("2025-03-13 15:00")).ToDictionary(value => value.Definition.Id);
        foreach (var id in new[] { "valid-report", "filing", "on-time-filing", "accurate-filing", "on-time-dispatch", "accurate-dispatch",
            "handling", "on-time-handling", "closing", "on-time-closing", "checking" })
            Assert.Equal(1m, values[id].Rate);
        Assert.Equal(0m, values["rework"].Rate);
        Assert.Equal(0m, values["extension"].Rate);
        Assert.Null(values["verification"].Rate); // an inspector's report needs none
    }

    [Fact]
    public void FiftyMinutes_Told_IsTheTableInTheDocs()
    {
        using var reader = new StreamReader(typeof(GoldenCaseTests).Assembly.GetManifestResourceStream("work-items.md")!);
        var table = string.Concat(Told().SelectMany(decision => decision.Events.Select((entry, i) => Row(decision, entry, i))));
        Assert.Contains(table, reader.ReadToEnd().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void FiftyMinutes_Told_NotifiesWhoIsNext()
    {
        var told = Told().SelectMany(decision => decision.Notices).Select(notice => notice.To.ToString());
        Assert.Equal(
        [
            "role:DutyLeader", "role:Dispatcher", "body:浮山新区街道", "body:浮山新区街道/环卫班组", "body:浮山新区街道", "role:Dispatcher", "role:DutyLeader",
            "reporter:inspector-7",
        ], told);
    }

    private static WorkItem Handled() => Told()[^1].Item!;

    private static List<WorkDecision> Told()
    {
        (WorkCommand Command, Actor Actor, string At)[] steps =
        [
            (new("accept"), Centre, "14:08"), (new("file") { Condition = "0305-dirty" }, Centre, "14:08"),
            (new("send-crew") { Assignee = Assignee.Parse("浮山新区街道/环卫班组") }, StreetOffice, "14:10"), (new("start"), StreetOffice, "14:10"),
            (new("crew-done") { Photo = "photo/after" }, Crew, "14:38"), (new("feedback") { Photo = "photo/after" }, StreetOffice, "14:40"),
            (new("pass-check") { Photo = "photo/after" }, Centre, "14:41"), (new("close"), Centre, "14:41"),
            (new("evaluate"), Centre, "14:41"),
        ];
        var told = new List<WorkDecision> { City.Open(Report() with { ReportId = "report/1" }, Inspector, At("2025-03-13 13:51")) };
        foreach (var (command, actor, at) in steps)
        {
            var decision = City.Apply(told[^1].Item!, command, actor, At($"2025-03-13 {at}"));
            decision.OrThrow();
            told.Add(decision);
        }
        return told;
    }

    private static Actor Crew { get; } = Actor.Of("crew-9", "浮山新区街道", Role.CompetentDepartment);

    /// <summary>A row of the story: when, who, what, the state, and the clocks that run on after it.</summary>
    private static string Row(WorkDecision decision, HistoryEntry entry, int index)
    {
        var item = decision.Item!;
        var profile = ProfileOf("city-management");
        var command = profile.Commands.FirstOrDefault(known => known.Id == entry.Command)?.Name;
        var isLast = index == decision.Events.Count - 1;
        return $"| {Local(entry.At, Minute)} | {entry.ActorId}, {entry.Role} | {command?.Zh ?? "上报"} `{entry.Command}` | "
            + $"{profile.StateOf(entry.To).Name.Zh} `{entry.To}` | "
            + $"{(isLast ? string.Join(", ", Clocks(item)) : "")} |\n";
    }

    private static IEnumerable<string> Clocks(WorkItem item) => item.Clocks.Concat(item.NamedClocks)
        .Concat(item.Assignments.Select(each => each.Clock).OfType<StageClock>())
        .Where(clock => clock is { FinishedAt: null, Deadline: not null })
        .Select(clock => $"{clock.Stage} until {Local(clock.Deadline!.Value.At, Date)}");

    private static string Local(Instant at, LocalDateTimePattern pattern) => pattern.Format(at.InZone(WorkCalendar.Zone).LocalDateTime);
}
