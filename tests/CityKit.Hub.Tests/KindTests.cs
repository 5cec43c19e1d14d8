using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;

namespace CityKit.Hub.Tests;

/// <summary>Built-in kinds of work inside a hub, by people in their scopes.</summary>
public sealed class KindTests
{
    private static readonly Actor Agent = Actor.Of("agent-1", "12345", Role.Acceptor);
    private static readonly Actor Dispatcher = Actor.Of("dispatcher-1", "区指挥中心", Role.Dispatcher);
    private static readonly Actor Street = Actor.Of("street-1", "浮山新区街道", Role.DutyLeader);
    private static readonly Actor Office = Actor.Of("office-1", "浮山新区街道", Role.CompetentDepartment);
    private static readonly Actor Called = Actor.Of("enforce-1", "区综合执法局", Role.CompetentDepartment);
    private static readonly Actor NotCalled = Actor.Of("housing-1", "区住建局", Role.CompetentDepartment);
    private static readonly Actor Above = Actor.Of("leader-1", "区政府", Role.Oversight);

    [Fact]
    public async Task Hotline_OrderThatOpensACase_GoesOnByItselfWhenTheCaseIsClosed()
    {
        await using var city = await TestCity.StartAsync();
        var order = await OpenAsync(city, "hotline", Agent);
        await DoAsync(city, order, Agent, new WorkCommand("accept") { Details = Fields(("orderNumber", "2026-1"), ("kind", "投诉")) });
        await DoAsync(city, order, Dispatcher, new WorkCommand("dispatch") { Assignee = new Assignee("浮山新区街道") });
        await DoAsync(city, order, Office, new WorkCommand("sign"));
        Assert.Equal("waiting", (await DoAsync(city, order, Office, new WorkCommand("open-case"))).State);
        var part = (await city.ItemsAsync()).Single(item => item.Parent == order.Id);
        Assert.Equal(("city-management", "reported", true), (part.Profile, part.State, part.IsOpen));
        await DoAsync(city, part, Above, new WorkCommand("force-close") { Reason = "已处理" });
        Assert.Equal("handling", (await city.Hub.Store.FindItemAsync(order.Id))!.State);
        Assert.Equal("replied", (await DoAsync(city, order, Office, new WorkCommand("reply") { Reason = "案卷已结" })).State);
        await AssertReplaysAsync(city);
    }

    [Fact]
    public async Task StreetWhistle_IsSeenByTheBodiesThatItCalls_AndByNoOther()
    {
        await using var city = await TestCity.StartAsync();
        var whistle = await OpenAsync(city, "street-whistle", Street);
        var come = new WorkCommand("report-in") { Assignee = new Assignee("区综合执法局", "一中队") };
        Assert.Equal("not-found", await RefusedAsync(city, whistle, Called, come));
        await DoAsync(city, whistle, Street, new WorkCommand("whistle")
        {
            Assignee = new Assignee("浮山新区街道"), CoHandlers = [new Assignee("区综合执法局")], Details = Fields(("kind", "综合执法")),
        });
        Assert.Equal("not-found", await RefusedAsync(city, whistle, NotCalled, come));
        var there = await DoAsync(city, whistle, Called, come);
        Assert.Contains(there.Assignments, each => each is { Kind: AssignmentKind.Crew, Assignee.Crew: "一中队", EndedAt: null });
        await AssertReplaysAsync(city);
    }

    private static ImmutableSortedDictionary<string, string> Fields(params (string Id, string Value)[] fields) =>
        ImmutableSortedDictionary<string, string>.Empty.AddRange(fields.Select(field => KeyValuePair.Create(field.Id, field.Value)));

    private static async Task<WorkItem> OpenAsync(TestCity city, string profile, Actor actor) =>
        (await city.Hub.ExecuteAsync(new OpenItem("o-1", profile, "hotline"), actor)).OrThrow().Item!;

    private static async Task<WorkItem> DoAsync(TestCity city, WorkItem item, Actor actor, WorkCommand command) =>
        (await city.Hub.ExecuteAsync(new StepItem($"{item.Id}-{command.Name}", item.Id, command), actor)).OrThrow().Item!;

    private static async Task<string?> RefusedAsync(TestCity city, WorkItem item, Actor actor, WorkCommand command) =>
        (await city.Hub.ExecuteAsync(new StepItem($"{actor.Id}-{command.Name}-r", item.Id, command), actor)).Refusal?.Code;

    private static async Task AssertReplaysAsync(TestCity city)
    {
        await using var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }
}
