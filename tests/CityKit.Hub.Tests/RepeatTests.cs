using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Ten reports of one pothole are one case (mysociety/fixmystreet#1677, cityofaustin/atd-data-tech#2012).</summary>
public sealed class RepeatTests
{
    private static readonly Actor Ann = Actor.Of("ann", "", Role.Resident);
    private static readonly Actor Bob = Actor.Of("bob", "", Role.Resident);
    private static readonly Actor Acceptor = Actor.Of("acceptor-1", "centre", Role.Acceptor);
    private static string IdOf(Actor resident) => TestCity.Keys.Person(resident.Id).ToString();

    private static readonly ComponentId Lamp = ComponentId.Parse("37020201003700001");

    [Fact]
    public async Task Report_SameComponentAndClass_JoinsTheOpenItem()
    {
        await using var city = await TestCity.StartAsync();
        var first = await ReportAsync(city, Ann, "r-1", component: Lamp);
        var second = await ReportAsync(city, Bob, "r-1", component: Lamp, photo: "photo-2");
        Assert.Equal(first.Id, second.Id);
        Assert.Equal([IdOf(Ann), IdOf(Bob)], second.Reports.Select(r => r.Reporter));
        Assert.Contains("photo-2", (await city.HistoryAsync(second))[^1].Evidence);
        Assert.Equal(second.Id, (await ReportAsync(city, Bob, "r-1", component: Lamp, photo: "photo-2")).Id); // sent again
        Assert.Single(await city.ItemsAsync());
        Assert.Equal(2, Assert.Single(await city.ItemsAsync()).Reports.Count);
    }

    [Theory]
    [InlineData(20, 2.0, 1)]
    [InlineData(20, 30.0, 2)]
    [InlineData(0, 2.0, 2)] // no distance is near enough by default
    public async Task Report_SameClassWithinThePolicysRadius_Joins(int metres, double apart, int items)
    {
        await using var city = await TestCity.StartAsync(setup: Setup($$"""[{"profile": "city-management", "metres": {{metres}}}]"""));
        await ReportAsync(city, Ann, "r-1");
        await ReportAsync(city, Bob, "r-2", north: apart);
        Assert.Equal(items, (await city.ItemsAsync()).Count);
    }

    /// <summary>Open items are looked for by tiles of 0.02 degrees: what is near is found over their borders too.</summary>
    [Theory]
    [InlineData(36.07)] // Qingdao
    [InlineData(0.0)]
    [InlineData(-33.9)]
    [InlineData(53.48)] // the north of China
    [InlineData(78.22)] // Longyearbyen
    public async Task Report_AnywhereWithinThePolicysRadius_Joins(double latitude)
    {
        const int Metres = 600;
        await using var city = await TestCity.StartAsync(setup: Setup($$"""[{"profile": "city-management", "metres": {{Metres}}}]"""));
        var random = new Random(9);
        for (var run = 0; run < 120; run++)
        {
            var first = GeoPoint.FromDegrees(-170 + run * 2 + random.NextDouble(), latitude + random.NextDouble() * 0.1);
            var second = GeoPoint.FromDegrees(
                first.Longitude + (random.NextDouble() - 0.5) * 0.03, first.Latitude + (random.NextDouble() - 0.5) * 0.015);
            var opened = await ReportAsync(city, Ann, $"a-{run}", first);
            var joined = await ReportAsync(city, Bob, $"b-{run}", second);
            Assert.Equal(first.MetresTo(second) <= Metres, opened.Id == joined.Id);
        }
    }

    [Fact]
    public async Task Report_OfARowForItsClass_FollowsThatRow()
    {
        await using var city = await TestCity.StartAsync(setup: Setup("""
            [{"profile": "city-management", "metres": 50}, {"profile": "city-management", "class": "GB/T 47678.5-2026:matter:06010", "sameComponent": false}]
            """));
        await ReportAsync(city, Ann, "r-1", component: Lamp);
        await ReportAsync(city, Bob, "r-2", component: Lamp);
        Assert.Equal(2, (await city.ItemsAsync()).Count);
    }

    [Fact]
    public async Task MarkRepeat_SecondHole_BothReportersHearTheOneResult()
    {
        await using var city = await TestCity.StartAsync();
        var (first, second) = (await ReportAsync(city, Ann, "r-1"), await ReportAsync(city, Bob, "r-2", north: 2));
        var marked = (await city.Hub.ExecuteAsync(new MarkRepeat("m-1", second.Id, first.Id), TestCity.Officer)).OrThrow().Item!;
        Assert.Equal((first.Id, false, null), (marked.RepeatOf!.Value, marked.IsOpen, marked.Deadline));
        Assert.Equal("repeat",
            (await city.Hub.ExecuteAsync(
            new StepItem("s-1", second.Id, new WorkCommand("reject") { Reason = "no", Reply = "We found nothing there." }),
            Acceptor)).Refusal!.Code);
        Assert.Empty((await city.Hub.ViewAsync(Acceptor)).Allowed(marked));
        (await city.Hub.ExecuteAsync(
            new StepItem("s-2", first.Id, new WorkCommand("reject") { Reason = "mended already", Reply = "It is mended." }), Acceptor))
            .OrThrow();
        var heard = (await city.NotificationsAsync()).Where(n => n.Audience.StartsWith("reporter:", StringComparison.Ordinal)).ToList();
        Assert.Equal([$"reporter:{IdOf(Ann)}", $"reporter:{IdOf(Bob)}"], heard.Select(n => n.Audience));
        Assert.All(heard, n => Assert.Equal(first.Id.ToString(), n.Subject));
        Assert.Equal(1, (await Reporting.HubSummary.ReadAsync(city.Hub)).CasesOpened);
    }

    [Fact]
    public async Task UndoRepeat_GoesOnWhereItWasAndItsReporterHearsItsOwnResult()
    {
        await using var city = await TestCity.StartAsync();
        var (first, second) = (await ReportAsync(city, Ann, "r-1"), await ReportAsync(city, Bob, "r-2", north: 2));
        (await city.Hub.ExecuteAsync(new MarkRepeat("m-1", second.Id, first.Id), TestCity.Officer)).OrThrow();
        city.Time.Advance(Duration.FromHours(1));
        var undone = (await city.Hub.ExecuteAsync(new UndoRepeat("u-1", second.Id), TestCity.Officer)).OrThrow().Item!;
        Assert.Equal((null, true, second.State), (undone.RepeatOf, undone.IsOpen, undone.State));
        Assert.Equal(second.Deadline is null, undone.Deadline is null);
        Assert.Equal(["mark-repeat", "undo-repeat"], (await city.HistoryAsync(undone)).TakeLast(2).Select(h => h.Command));
        Assert.Equal([IdOf(Ann)], (await city.ItemsAsync()).Single(i => i.Id == first.Id).Reports.Select(r => r.Reporter));
        (await city.Hub.ExecuteAsync(
            new StepItem("s-1", second.Id, new WorkCommand("reject") { Reason = "no", Reply = "We found nothing there." }), Acceptor))
            .OrThrow();
        Assert.Equal([$"reporter:{IdOf(Bob)}"], (await city.NotificationsAsync()).Select(n => n.Audience)
            .Where(a => a.StartsWith("reporter:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task MarkRepeat_WhatCannotBe_IsRefusedAndChangesNothing()
    {
        await using var city = await TestCity.StartAsync();
        var (first, second) = (await ReportAsync(city, Ann, "r-1"), await ReportAsync(city, Bob, "r-2", north: 2));
        var before = await city.ExportAsync();
        Assert.Equal("not-found", await CodeAsync(city, new MarkRepeat("m-1", second.Id, first.Id), Ann));
        Assert.Equal("no-open-item", await CodeAsync(
            city, new MarkRepeat("m-0", first.Id, second.Id), Ann)); // of another's, which is not hers to see
        Assert.Equal("wrong-role", await CodeAsync(city, new MarkRepeat("m-1", second.Id, first.Id), Acceptor));
        Assert.Equal("same-item", await CodeAsync(city, new MarkRepeat("m-2", first.Id, first.Id), TestCity.Officer));
        Assert.Equal("no-open-item",
            await CodeAsync(city, new MarkRepeat("m-3", first.Id, WorkItemId.FromCause("nothing")), TestCity.Officer));
        Assert.Equal("not-found",
            await CodeAsync(city, new MarkRepeat("m-4", WorkItemId.FromCause("nothing"), first.Id), TestCity.Officer));
        Assert.Equal("no-repeat", await CodeAsync(city, new UndoRepeat("u-1", first.Id), TestCity.Officer));
        Assert.Equal(before, await city.ExportAsync());
        (await city.Hub.ExecuteAsync(new MarkRepeat("m-5", second.Id, first.Id), TestCity.Officer)).OrThrow();
        Assert.Equal("repeat", await CodeAsync(city, new MarkRepeat("m-6", second.Id, first.Id), TestCity.Officer));
        Assert.Equal("no-open-item", await CodeAsync(city, new MarkRepeat("m-7", first.Id, second.Id), TestCity.Officer));
    }

    [Fact]
    public async Task Restart_AfterAMark_KeepsItAndCanTakeItBack()
    {
        var store = new InMemoryCityStore();
        WorkItem first, second;
        await using (var city = await TestCity.StartAsync(store))
        {
            (first, second) = (await ReportAsync(city, Ann, "r-1"), await ReportAsync(city, Bob, "r-2", north: 2));
            (await city.Hub.ExecuteAsync(new MarkRepeat("m-1", second.Id, first.Id), TestCity.Officer)).OrThrow();
        }
        await using var again = await TestCity.StartAsync(store);
        Assert.Equal(first.Id, (await again.ItemsAsync()).Single(i => i.Id == second.Id).RepeatOf);
        Assert.True((await again.Hub.ExecuteAsync(new UndoRepeat("u-1", second.Id), TestCity.Officer)).OrThrow().Item!.IsOpen);
    }

    [Fact]
    public async Task Http_OfficerMarksAndUndoes_ResidentMayNot()
    {
        await using var city = await HttpCity.StartAsync();
        var ids = new List<string>();
        foreach (var (id, latitude) in new[] { ("r-1", 36.065), ("r-2", 36.06502) })
        {
            var body = new JsonObject { ["id"] = id, ["class"] = "GB/T 47678.5-2026:matter:06010", ["longitude"] = 120.415,
                ["latitude"] = latitude, ["text"] = "a hole" };
            var (_, json) = await city.PostAsync("reports", TestCity.Resident, body.ToJsonString());
            ids.Add(json.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!);
        }
        var mark = $$"""{"commandId": "m-1", "of": "{{ids[0]}}"}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await city.PostAsync($"items/{ids[1]}/repeat", TestCity.Resident, mark)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync($"items/{ids[1]}/repeat", TestCity.Officer, mark)).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await city.PostAsync($"items/{ids[1]}/undo-repeat", TestCity.Officer, """{"commandId": "u-1"}""")).Status);
    }

    private static async Task<string> CodeAsync(TestCity city, HubCommand command, Actor actor) =>
        (await city.Hub.ExecuteAsync(command, actor)).Refusal!.Code;

    private static Task<WorkItem> ReportAsync(
        TestCity city, Actor reporter, string id, double north = 0, ComponentId? component = null, string? photo = null) =>
        ReportAsync(city, reporter, id, GeoPoint.FromDegrees(120.415, 36.065 + north / 111_000), component, photo);

    private static async Task<WorkItem> ReportAsync(
        TestCity city, Actor reporter, string id, GeoPoint place, ComponentId? component = null, string? photo = null)
    {
        var report = new FileReport(id, "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"), place, null, photo)
            { Component = component };
        return (await city.Hub.ReportAsync(report, "a hole", reporter)).OrThrow().Item!;
    }

    internal static HubSetup Setup(string repeats)
    {
        var policy = PolicyReader.Read(
            Encoding.UTF8.GetBytes($$"""{"schema": 1, "label": "Invented for tests, in force nowhere.", "repeats": {{repeats}}}"""),
            out var errors);
        Assert.True(policy is not null, string.Join('\n', errors));
        return TestCity.NewSetup() with { Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn) };
    }
}
