using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Cases.Standards;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Benchmarks.Cases;

/// <summary>The plain life of a city-management case: an inspector's report and six transitions, with limits on every stage.</summary>
internal static class CaseLife
{
    private const string Body = "浮山新区街道办事处";
    private static readonly ClassKey Litter = ClassKey.Matter(CatalogueStandard.GbT47678, "06012");
    internal static readonly Actor Inspector = Of("inspector-1", "监督中心", Role.Inspector);
    private static readonly Actor Acceptor = Of("acceptor-1", "监督中心", Role.Acceptor);
    private static readonly Actor Leader = Of("leader-1", "监督中心", Role.DutyLeader);
    private static readonly Actor Dispatcher = Of("dispatcher-1", "指挥中心", Role.Dispatcher);
    private static readonly Actor Department = Of("street-1", Body, Role.CompetentDepartment);

    private static readonly LocalizedText Title = new("道路不洁", "Litter on a road");
    private static readonly WorkPlace Place = new() { Point = GeoPoint.FromDegrees(120.401, 36.067), Grid = "370203007001005" };

    /// <summary>A working day's morning.</summary>
    internal static readonly Instant Start = Instant.FromUtc(2026, 3, 11, 1, 0);

    internal static readonly WorkPolicy Policy = new()
    {
        Standard = FilingStandard.Starter,
        StageLimits =
        [
            Limit("establish", 15), Limit("dispatch", 15), Limit("check", 30),
        ],
        Checks = [new CheckRow("city-management", null, CheckRow.Photo)],
    };

    /// <summary>Who gives which command, minutes apart.</summary>
    internal static IReadOnlyList<(WorkCommand Command, Actor Actor, Duration After)> Steps { get; } =
    [
        (new WorkCommand("accept"), Acceptor, Duration.FromMinutes(5)),
        (new WorkCommand("file") { Condition = Policy.ConditionsOf(Litter).First().Id }, Leader, Duration.FromMinutes(9)),
        (new WorkCommand("dispatch") { Assignee = new Assignee(Body, "环卫班组") }, Dispatcher, Duration.FromMinutes(12)),
        (new WorkCommand("feedback") { Photo = "photo/2" }, Department, Duration.FromMinutes(49)),
        (new WorkCommand("pass-check") { Photo = "photo/2" }, Acceptor, Duration.FromMinutes(58)),
        (new WorkCommand("close"), Leader, Duration.FromMinutes(60)),
    ];

    internal static WorkEngine NewEngine() => new(ProfileCatalogue.BuiltIn, Policy, WorkCalendar.BuiltIn);

    internal static WorkItem Open(WorkEngine engine, WorkItemId id) => Done(engine.Open(new OpenWorkItem(id, "city-management", "inspector")
    {
        Class = Litter,
        Title = Title,
        Place = Place,
        Evidence = ["photo/1"],
    }, Inspector, Start));

    /// <summary>The same as a hub's command.</summary>
    internal static OpenItem Opening(int number) => new($"case-{number}", "city-management", "inspector")
    {
        Class = Litter,
        Title = Title,
        Place = Place,
        Evidence = ["photo/1"],
    };

    internal static WorkItem Done(WorkDecision decision) =>
        decision.Refusal is null ? decision.Item! : throw new InvalidOperationException(decision.Refusal.Message.En);

    private static Actor Of(string id, string body, Role role) => Actor.Of(id, body, role);

    private static StageLimit Limit(string stage, int minutes) =>
        new("city-management", stage, WorkLimit.Parse($"{minutes} minutes"));
}
