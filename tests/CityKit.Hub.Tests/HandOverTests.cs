using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Client;
using CityKit.Client.Alerts;
using CityKit.Commands;
using CityKit.Contacts;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Delivering;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using CityKit.Storage;
using NodaTime;
using Alert = CityKit.AlertDesk.Alert;
using HandOver = CityKit.AlertDesk.HandOver;
using Lead = CityKit.AlertDesk.Lead;

namespace CityKit.Hub.Tests;

/// <summary>What one duty officer hands to the next, and what becomes of it.</summary>
public sealed class HandOverTests
{
    private static readonly Actor Next = Actor.Of("officer-2", "duty room", Role.DutyOfficer);
    private static readonly Actor Third = Actor.Of("officer-3", "duty room", Role.DutyOfficer);
    private static readonly Actor Leader = Actor.Of("leader-1", "duty room", Role.DutyLeader);

    [Fact]
    public async Task Shift_OfWhatAnOfficerHas_IsTheColleaguesOnceAccepted()
    {
        await using var city = await FilledAsync();
        var given = await GiveAsync(city, new HandOverShift("h-1", "officer-2") { Note = "Call the property firm back" });
        var (lead, alert) = (await LeadAsync(city), await SmokeAsync(city));
        Assert.Equal((lead.Id, alert.Id, 0), (Assert.Single(given.Leads), Assert.Single(given.Alerts), given.Items.Length));
        Assert.StartsWith("record:", given.Note, StringComparison.Ordinal);
        Assert.Equal(("officer-1", given.Id), (lead.TakenBy, lead.HandOver));
        Assert.Contains(await city.NotificationsAsync(), n => n.Audience == "officer-2" && n.Subject == given.Id
            && n.Text.Zh == "交接班：officer-1 移交线索 1 条、告警 1 个、工作项 0 件，请接收。");
        var accepted = (await city.Hub.ExecuteAsync(new AcceptHandOver("a-1", given.Id), Next)).OrThrow().HandOver!;
        Assert.Equal("officer-2", accepted.AcceptedBy);
        Assert.Equal(("officer-2", (string?)null), (await LeadAsync(city)) is var after ? (after.TakenBy, after.HandOver) : default);
        Assert.Equal("officer-2", (await SmokeAsync(city)).Work.Assignee);
        Assert.Equal("taken", await CodeAsync(city, new ConfirmLead("c-1", lead.Id), TestCity.Officer));
        Assert.Null((await city.Hub.ExecuteAsync(new ConfirmLead("c-2", lead.Id), Next)).Refusal);
    }

    [Fact]
    public async Task Accept_WhatIsAccepted_OrForAnother_IsRefusedAndNamesWho()
    {
        await using var city = await FilledAsync();
        var given = await GiveAsync(city, new HandOverShift("h-1", "officer-2"));
        Assert.Equal("not-yours", await CodeAsync(city, new AcceptHandOver("a-1", given.Id), TestCity.Officer));
        Assert.Equal("not-yours", await CodeAsync(city, new AcceptHandOver("a-1", given.Id), Third));
        Assert.Equal("not-found", await CodeAsync(city, new AcceptHandOver("a-1", "nothing"), Third));
        Assert.Equal("wrong-role", await CodeAsync(city, new AcceptHandOver("a-1", given.Id), TestCity.Manager));
        Assert.Equal("done", await CodeAsync(city, new AcceptHandOver("a-1", given.Id), Next));
        Assert.Equal("done", await CodeAsync(city, new AcceptHandOver("a-1", given.Id), Next)); // the same command again
        var refusal = (await city.Hub.ExecuteAsync(new AcceptHandOver("a-2", given.Id), Leader)).Refusal!;
        Assert.Equal("already-accepted", refusal.Code);
        Assert.Contains("officer-2", refusal.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_ByTwoAtOnce_OneHasIt()
    {
        await using var city = await FilledAsync();
        var given = await GiveAsync(city, new HandOverShift("h-1", null));
        var answers = await Task.WhenAll(new[] { Next, Third }.Select(officer =>
            city.Hub.ExecuteAsync(new AcceptHandOver("a-1", given.Id), officer).AsTask()));
        Assert.Equal("already-accepted", Assert.Single(answers, answer => answer.Refusal is not null).Refusal!.Code);
        Assert.Equal(Assert.Single(answers, answer => answer.Refusal is null).HandOver!.AcceptedBy, (await LeadAsync(city)).TakenBy);
    }

    [Fact]
    public async Task WhatIsHandedOver_MayBeTakenByWhoeverIsInTheRoom_AndIsThenNotTheAcceptersAnyMore()
    {
        await using var city = await FilledAsync();
        var given = await GiveAsync(city, new HandOverShift("h-1", null));
        var lead = await LeadAsync(city);
        Assert.Null((await city.Hub.ExecuteAsync(new TakeLead("t-2", lead.Id), Third)).Refusal);
        Assert.Null((await city.Hub.ExecuteAsync(new AcceptHandOver("a-1", given.Id), Next)).Refusal);
        Assert.Equal("officer-3", (await LeadAsync(city)).TakenBy);
    }

    [Fact]
    public async Task Shift_OfAll_HasTheLeadsAlertsAndItemsOfTheOfficersArea()
    {
        await using var city = await FilledAsync();
        var inArea = Actor.Of("officer-4", "").With(Grant.Parse($"DutyOfficer@area/{TestCity.Grid1}"));
        var elsewhere = Actor.Of("officer-5", "").With(Grant.Parse("DutyOfficer@area/370203"));
        Assert.Equal((1, 1, 0), Counts(await GiveAsync(city, new HandOverShift("h-1", null) { All = true }, inArea)));
        Assert.Equal((0, 0, 0), Counts(await GiveAsync(city, new HandOverShift("h-2", null) { All = true }, elsewhere)));
        Assert.Equal((1, 1, 1), Counts(await GiveAsync(city, new HandOverShift("h-3", null) { All = true })));
    }

    [Fact]
    public async Task Shift_OfWhatIsNamed_HasThatAlone_AndRefusesWhatIsNotOpen()
    {
        await using var city = await FilledAsync();
        var (lead, item) = (await LeadAsync(city), Assert.Single(await city.ItemsAsync()));
        Assert.Equal((0, 0, 1), Counts(await GiveAsync(city,
            new HandOverShift("h-1", null) { Leads = [], Alerts = [], Items = [item.Id] })));
        var refusal = (await city.Hub.ExecuteAsync(
            new HandOverShift("h-2", null) { Leads = [lead.Id, LeadId.FromCause("none")] }, TestCity.Officer)).Refusal!;
        Assert.Equal(("not-open", LeadId.FromCause("none").ToString()), (refusal.Code, Assert.Single(refusal.Allowed)));
        var many = Enumerable.Range(0, 501).Select(i => LeadId.FromCause($"{i}"));
        Assert.Equal("too-many", await CodeAsync(city, new HandOverShift("h-3", null) { Leads = [.. many] }, TestCity.Officer));
    }

    [Theory]
    [InlineData("officer-1", null, "bad-target")]
    [InlineData("", null, "bad-target")]
    [InlineData("a b", null, "bad-target")]
    [InlineData(null, 501, "too-long")]
    public async Task Shift_ThatCannotBeHandedOver_IsRefused(string? to, int? note, string code)
    {
        await using var city = await FilledAsync();
        var asked = new HandOverShift("h-1", to) { Note = note is { } length ? new string('x', length) : null };
        Assert.Equal(code, await CodeAsync(city, asked, TestCity.Officer));
        Assert.Null((await LeadAsync(city)).HandOver);
    }

    [Fact]
    public async Task Notice_OfAnAreasShift_GoesByTheRosterOfThatArea()
    {
        await using var city = await FilledAsync();
        var inArea = Actor.Of("officer-4", "").With(Grant.Parse("DutyOfficer@area/370202999"));
        var given = await GiveAsync(city, new HandOverShift("h-1", null), inArea);
        var matter = await NotificationMatter.ReadAsync(city.Hub.Store, given.Id, default);
        var book = AddressBook.Read("""
            {"schema": 1, "timeZone": "Asia/Shanghai",
             "people": [{"id": "city-room", "channels": [{"channel": "sms", "address": "1"}]},
                        {"id": "street-room", "channels": [{"channel": "sms", "address": "2"}]}],
             "duties": [
               {"audience": "DutyOfficer", "weekly": [{"days": ["mon"], "from": "00:00", "until": "00:00", "people": ["city-room"]}]},
               {"audience": "DutyOfficer", "grid": "370202999",
                "weekly": [{"days": ["mon"], "from": "00:00", "until": "00:00", "people": ["street-room"]}]}],
             "fallback": ["city-room"]}
            """u8, ["DutyOfficer"], ["sms"], out var errors)!;
        Assert.Empty(errors);
        Assert.Equal("street-room", Assert.Single(book.Resolve("DutyOfficer", matter.Place, TestCity.Start).People).Id);
    }

    [Fact]
    public async Task HandOvers_AcrossARestartAndAReplay_AreTheSame()
    {
        using var file = new TempFile();
        string id;
        await using (var before = await FilledAsync(new Sqlite.SqliteCityStore(file.Path)))
            id = (await GiveAsync(before, new HandOverShift("h-1", "officer-2") { All = true, Note = "Two fires" })).Id;
        await using var city = await TestCity.StartAsync(new Sqlite.SqliteCityStore(file.Path));
        Assert.Null((await city.Hub.ExecuteAsync(new AcceptHandOver("a-1", id), Next)).Refusal);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(Text((await city.Hub.Store.FindAsync(HandOvers.Kind, id))!), Text((await replayed.FindAsync(HandOvers.Kind, id))!));
        Assert.Equal((await city.LeadsAsync()).Select(Text), (await replayed.ReadLeadsAsync().ToListAsync()).Select(Text));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    [Fact]
    public async Task Client_TakesHandsOverAndAccepts()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Detection(TestCity.Start)));
        var officer = new CityKitClient(city.Client);
        city.Client.DefaultRequestHeaders.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Officer));
        var lead = await officer.LeadQueueAsync(new LeadFilter { IsTaken = false }).SingleAsync();
        Assert.Equal(("Critical", true), (lead.Severity, lead.WaitingSeconds >= 0));
        Assert.Equal("officer-1", (await officer.TakeAsync("t-1", lead.Id)).OrThrow().Lead!.TakenBy);
        var given = (await officer.HandOverAsync(new Client.Alerts.Shift("h-1") { Note = "All quiet" })).OrThrow().Handover!;
        Assert.Equal([lead.Id], given.Leads);
        Assert.Equal("not-yours", (await officer.AcceptAsync("a-1", given.Id)).Refusal!.Code);
        Assert.Equal(given.Id, (await officer.HandOversAsync().SingleAsync()).Id);
        Assert.Null((await officer.TakeAsync("t-2", lead.Id)).Refusal);
        Assert.Null((await officer.ReleaseAsync("r-1", lead.Id)).Refusal);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await city.PostAsync("handovers", TestCity.Officer, """{"commandId": "h-2", "leads": ["x"]}""")).Status);
        var named = await city.PostAsync("commands/handovers/give", TestCity.Officer, """{"commandId": "h-3", "all": true}""");
        Assert.Equal(1, named.Json.GetProperty("handover").GetProperty("counts").GetProperty("leads").GetInt32());
    }

    private static (int, int, int) Counts(HandOver given) => (given.Leads.Length, given.Alerts.Length, given.Items.Length);

    private static string Text(HandOver given) => Encoding.UTF8.GetString(DeskJson.ToUtf8(given, HandOvers.Write));

    private static string Text(Lead lead) => Encoding.UTF8.GetString(DeskJson.ToUtf8(lead, DeskJson.Write));

    private static async Task<HandOver> GiveAsync(TestCity city, HandOverShift shift, Actor? by = null) =>
        (await city.Hub.ExecuteAsync(shift, by ?? TestCity.Officer)).OrThrow().HandOver!;

    private static async Task<string> CodeAsync(TestCity city, HubCommand command, Actor actor) =>
        (await city.Hub.ExecuteAsync(command, actor)).Refusal?.Code ?? "done";

    private static async Task<Lead> LeadAsync(TestCity city) =>
        Assert.Single(await city.LeadsAsync(), lead => lead.State == LeadState.Open);

    private static async Task<Alert> SmokeAsync(TestCity city) => Assert.Single(await city.AlertsAsync(), alert => alert.Rule == "smoke");

    /// <summary>A city with an open lead that the officer has taken, an alert of his own and others, and an open item.</summary>
    private static async Task<TestCity> FilledAsync(ICityStore? store = null)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store);
        await city.SyncAsync(device, device.Detection(TestCity.Start), device.Contact("smoke", TestCity.Start));
        await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(1), "fall-far"));
        var far = (await city.LeadsAsync()).Single(lead => lead.Source == "pi-1/fall-far");
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-far", far.Id), TestCity.Officer)).OrThrow();
        var lead = await LeadAsync(city);
        (await city.Hub.ExecuteAsync(new TakeLead("t-1", lead.Id), TestCity.Officer)).OrThrow();
        (await city.Hub.ExecuteAsync(new AssignAlert("as-1", (await SmokeAsync(city)).Id, "officer-1"), TestCity.Officer)).OrThrow();
        return city;
    }
}
