using System.Text;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// A city-management case inside a hub, with its people in their scopes: what a resident reported, from report to a second close.
/// </summary>
public sealed class CaseLifeTests
{
    private const string Policy = """
        {"schema": 1, "label": "Invented.",
         "conditions": [{"id": "garbage", "class": "GB/T 47678.5-2026:matter:06010", "limit": "4 urgent hours",
           "condition": {"zh": "暴露垃圾", "en": "rubbish lies open"}, "close": {"zh": "清理干净", "en": "cleared away"}}],
         "stageLimits": [{"profile": "city-management", "stage": "citizen", "limit": "2 natural days"},
           {"profile": "city-management", "stage": "coHandler", "limit": "2 urgent hours"}],
         "dispatch": [{"profile": "city-management", "body": "street office"}]}
        """;

    private static readonly ClassKey Garbage = ClassKey.Parse("GB/T 47678.5-2026:matter:06010");
    private static readonly Actor Acceptor = Actor.Of("acceptor-1", "supervision centre", Role.Acceptor);
    private static readonly Actor Leader = Actor.Of("leader-1", "supervision centre", Role.DutyLeader);
    private static readonly Actor Dispatcher = Actor.Of("dispatcher-1", "command centre", Role.Dispatcher);
    private static readonly Actor Inspector = Actor.Of("inspector-1", "inspectors", Role.Inspector).At(Scope.Parse("area/370202"));
    private static readonly Actor Street = Actor.Of("street-1", "street office", Role.CompetentDepartment);
    private static readonly Actor Gardens = Actor.Of("gardens-1", "gardens", Role.CompetentDepartment);
    private static readonly Actor Neighbour = Actor.Of("resident-2", "", Role.Resident);

    private static readonly (WorkCommand Step, Actor By)[] Dispatching =
    [
        (new("accept") { Reason = "the photo shows it" }, Leader), (new("file") { Condition = "garbage" }, Leader),
        (new("dispatch"), Dispatcher),
    ];

    private static readonly (WorkCommand Step, Actor By)[] Closing =
    [
        (new("feedback") { Photo = "p" }, Street), (new("check"), Acceptor), (new("pass-check") { Photo = "p" }, Inspector),
        (new("close"), Leader),
    ];

    private int commands;

    [Fact]
    public async Task Case_OfAResident_GoesToItsCloseAndIsReopenedOnceByWhoReportedIt()
    {
        await using var city = await StartAsync();
        var id = await ReportAsync(city);
        Assert.Equal("guard", (await TryAsync(city, id, new("accept"), Acceptor))!.Code);
        await DoAsync(city, id, (new("verify"), Acceptor), (new("confirm") { Photo = "p" }, Inspector),
            (new("file") { Condition = "garbage" }, Leader), (new("dispatch") { CoHandlers = [new Assignee("gardens")] }, Dispatcher));
        Assert.Equal("waiting", (await TryAsync(city, id, new("feedback") { Photo = "p" }, Street))!.Code);
        await DoAsync(city, id, (new("co-feedback") { Photo = "p" }, Gardens));
        await DoAsync(city, id, Closing);
        Assert.Equal("not-found", (await TryAsync(city, id, new("reopen") { Reason = "again" }, Neighbour))!.Code);
        city.Time.Advance(Duration.FromDays(2));
        var again = await DoAsync(city, id, (new("reopen") { Reason = "it is there again" }, TestCity.Resident));
        Assert.Equal(("dispatching", true, (Instant?)null), (again.State, again.IsOpen, again.ClosedAt));
        Assert.Equal(city.Time.Now + Duration.FromDays(2), again.ClockOf("citizen")!.Deadline!.Value.At);
        await DoAsync(city, id, (new("dispatch"), Dispatcher));
        await DoAsync(city, id, Closing);
        Assert.Equal("limit-reached", (await TryAsync(city, id, new("reopen") { Reason = "again" }, TestCity.Resident))!.Code);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task CoHandler_UntilItIsDone_SeesTheCaseAndDoesItsPartAlone()
    {
        await using var city = await StartAsync();
        var id = await ReportAsync(city);
        await DoAsync(city, id, Dispatching);
        Assert.Equal("not-found", (await TryAsync(city, id, new("co-feedback") { Photo = "p" }, Gardens))!.Code);
        await DoAsync(city, id, (new("co-handle") { CoHandlers = [new Assignee("gardens")] }, Dispatcher));
        var refusal = (await TryAsync(city, id, new("return") { Reason = "not ours" }, Gardens))!;
        Assert.Equal("not-assigned", refusal.Code);
        Assert.Equal(["co-feedback", "co-decline"], refusal.Allowed);
        await DoAsync(city, id, (new("co-decline") { Reason = "not ours" }, Gardens));
        Assert.Equal("not-found", (await TryAsync(city, id, new("co-feedback") { Photo = "p" }, Gardens))!.Code);
    }

    [Fact]
    public async Task Closed_WithNobodyThere_IsEvaluatedByItself()
    {
        await using var city = await StartAsync();
        var id = await ReportAsync(city);
        await DoAsync(city, id, [.. Dispatching, .. Closing]);
        city.Time.Advance(Duration.FromDays(31));
        await city.Hub.TickAsync();
        Assert.Equal("evaluated", (await city.ItemsAsync()).Single().State);
        await AssertReplaysAsync(city);
    }

    /// <summary>A hub that ran with version 1 of the profile, and starts with version 2.</summary>
    [Fact]
    public async Task Open_OfTheVersionBefore_GoesOnByTheNewTable()
    {
        using var file = new TempFile();
        WorkItemId id;
        await using (var before = await StartAsync(new SqliteCityStore(file.Path), Version1()))
        {
            id = await ReportAsync(before);
            await DoAsync(before, id, (new("accept"), Acceptor), (new("file") { Condition = "garbage" }, Leader),
                (new("dispatch"), Dispatcher), (new("feedback") { Photo = "p" }, Street));
        }
        await using var city = await StartAsync(new SqliteCityStore(file.Path));
        await AssertReplaysAsync(city);
        Assert.Equal("other-check", (await TryAsync(city, id, new("pass-check") { Photo = "p" }, Acceptor))!.Code);
        var closed = await DoAsync(city, id, [.. Closing.Skip(1)]);
        Assert.Equal("closed", closed.State);
        Assert.Equal("dispatching", (await DoAsync(city, id, (new("reopen") { Reason = "again" }, TestCity.Resident))).State);
        await AssertReplaysAsync(city);
    }

    [Theory]
    [InlineData("resident", null)]
    [InlineData("leader", "other-source")]
    public async Task Open_ByAResident_IsAPublicReport(string source, string? refused)
    {
        await using var city = await StartAsync();
        var answer = await city.Hub.ExecuteAsync(new OpenItem("o-1", "city-management", source), TestCity.Resident);
        Assert.Equal(refused, answer.Refusal?.Code);
    }

    private static async Task<WorkItemId> ReportAsync(TestCity city)
    {
        var report = new FileReport("r-1", "city-management", Garbage, GeoPoint.FromDegrees(120.411, 36.061), null, null);
        (await city.Hub.ExecuteAsync(report, TestCity.Resident)).OrThrow();
        return (await city.ItemsAsync()).Single().Id;
    }

    private async Task<WorkItem> DoAsync(TestCity city, WorkItemId id, params (WorkCommand Step, Actor By)[] steps)
    {
        foreach (var (step, by) in steps) Assert.True(await TryAsync(city, id, step, by) is null, $"{step.Name} by {by.Id}");
        return (await city.ItemsAsync()).Single();
    }

    private async Task<Refusal?> TryAsync(TestCity city, WorkItemId id, WorkCommand step, Actor by) =>
        (await city.Hub.ExecuteAsync(new StepItem($"{step.Name}-{commands++}", id, step), by)).Refusal;

    private static async Task AssertReplaysAsync(TestCity city)
    {
        await using var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    private static Profile Version1() =>
        ProfileReader.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Old", "city-management-1.json")), out _)!;

    /// <param name="store">The store; null for one in memory.</param>
    /// <param name="old">A profile of a version before, whose clocks no policy limits; null for the built-in one.</param>
    private static Task<TestCity> StartAsync(ICityStore? store = null, Profile? old = null)
    {
        var policy = PolicyReader.Read(Encoding.UTF8.GetBytes(Policy), out _)!;
        var profiles = old is null ? ProfileCatalogue.BuiltIn : ProfileCatalogue.BuiltIn.With(old);
        var work = new WorkEngine(profiles, old is null ? policy : policy with { StageLimits = [] }, WorkCalendar.BuiltIn);
        return TestCity.StartAsync(store, TestCity.NewSetup() with { Profiles = profiles, Work = work });
    }
}
