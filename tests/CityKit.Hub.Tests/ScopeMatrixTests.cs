using System.Text;
using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Reporting;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>Role x scope x profile x operation: every cell. A thing that a role does not reach answers as if it did not exist.</summary>
public sealed class ScopeMatrixTests
{
    private const string Reporter = "s-00000000000000000000000000000001";
    private const string Household = "s-00000000000000000000000000000002";
    private const string Compound = "compound c";
    private const string Body = "body b";
    private static readonly string[] Profiles = [.. ProfileCatalogue.BuiltIn.All.Select(profile => profile.Id)];

    /// <summary>Where the items are, and where they are not.</summary>
    private static readonly (Scope Scope, bool Covers)[] Scopes =
    [
        (Scope.City, true),
        (Scope.Parse("area/37"), true), (Scope.Parse("area/370202"), true), (Scope.Parse($"area/{TestCity.Grid1}"), true),
        (Scope.Parse("area/370203"), false), (Scope.Parse("area/370202999001002"), false),
        (Scope.Of(ScopeKind.Compound, Compound), true), (Scope.Of(ScopeKind.Compound, "compound d"), false),
        (Scope.Of(ScopeKind.Body, Body), true), (Scope.Of(ScopeKind.Body, "body d"), false),
        (Scope.Of(ScopeKind.Household, Household), true), (Scope.Of(ScopeKind.Household, Reporter), false),
        (Scope.Of(ScopeKind.Own, Reporter), true), (Scope.Of(ScopeKind.Own, Household), false),
    ];

    /// <summary>Who watches alerts and leads, from the page on HTTP.</summary>
    private static readonly Role[] Watching = [Role.DutyOfficer, Role.DutyLeader, Role.Oversight, Role.Administrator];

    public static TheoryData<string> Roles => [.. Cases.Roles.BuiltIn.Where(r => r != Role.System).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Items_OfEachProfile_AreSeenWhereTheRoleCountsAndTheProfileShowsThem(string name)
    {
        await using var city = await FilledAsync();
        var role = Role.Parse(name);
        foreach (var (scope, covers) in Scopes)
        {
            var actor = Actor.Of("somebody", "").With(new Grant(role, scope));
            string[] expected = [.. Profiles.Where(p => covers && Shown(p, role)).Order()];
            Assert.Equal((scope, Text(expected)), (scope, Text(await ListedAsync(city, actor))));
            Assert.Equal((scope, Text(expected)), (scope, Text(await FoundAsync(city, actor))));
            Assert.Equal((scope, Text(expected)), (scope, Text(await SteppedAsync(city, actor))));
            Assert.Equal((scope, Text(expected)), (scope, Text(await ExportedAsync(city, actor))));
            Assert.Equal((scope, Text(expected)), (scope, Text((await HeardAsync(city, actor)).Where(Profiles.Contains))));
            Assert.Equal((scope, Text(expected)), (scope, Text(await NamedAsOriginalAsync(city, actor))));
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task AlertsAndLeads_AreSeenByThoseWhoWatchWhereTheyCount(string name)
    {
        await using var city = await FilledAsync();
        var role = Role.Parse(name);
        foreach (var (scope, covers) in Scopes)
        {
            var actor = Actor.Of("somebody", "").With(new Grant(role, scope));
            var sees = covers && Watching.Contains(role) && scope.Kind is not (ScopeKind.Body or ScopeKind.Own);
            foreach (var query in new[] { "alerts/list", "leads/list", "leads/queue" })
            {
                var answer = await city.Hub.QueryAsync(query, new Dictionary<string, string>(), actor);
                Assert.Equal((scope, Watching.Contains(role) ? null : "wrong-role"), (scope, answer.Refusal?.Code));
                Assert.Equal((query, scope, sees ? 1 : 0), (query, scope, answer.Rows.Count));
            }
            Assert.Equal((scope, sees), (scope, (await HeardAsync(city, actor)).Contains("alert")));
            Assert.Equal((scope, sees), (scope, (await ExportTextAsync(city, actor)).Contains("{\"alert\"", StringComparison.Ordinal)));
            await AssertDecidesAsync(city, actor, role, scope, covers);
        }
    }

    [Fact]
    public async Task Lists_AndExport_OfNobody_AreEmpty()
    {
        await using var city = await FilledAsync();
        foreach (var actor in new[]
        {
            Actor.Of("nobody", ""),
            Actor.Of("warden", "", Role.Parse("ParkingWarden")),
            Actor.Of("manager", "", Role.PropertyManager),
        })
        {
            Assert.Empty(await ListedAsync(city, actor));
            Assert.Empty(await HeardAsync(city, actor));
            Assert.Equal("", await ExportTextAsync(city, actor));
        }
    }

    /// <summary>The strict defaults of access.json: what an account's roles reach by its body and places alone.</summary>
    [Theory]
    [InlineData("Inspector", "", "", false)]
    [InlineData("Inspector", "area/370202999", "", true)]
    [InlineData("Acceptor", "", "", true)]
    [InlineData("DutyLeader", "", "", true)]
    [InlineData("Dispatcher", "", "", true)]
    [InlineData("CompetentDepartment", "", Body, true)]
    [InlineData("CompetentDepartment", "area/370202999", "", false)] // its area does not matter
    [InlineData("Oversight", "", "", true)]
    [InlineData("DutyOfficer", "", "", true)]
    [InlineData("PropertyManager", "", Body, true)]
    [InlineData("PropertyManager", "compound/compound c", "another", true)]
    [InlineData("PropertyManager", "area/370202999", "another", false)]
    [InlineData("PropertyWorker", "compound/compound c", "another", false)]
    [InlineData("PropertyWorker", "", Body, true)]
    [InlineData("CareWorker", "", "", false)]
    [InlineData("CareWorker", "area/370202999", "", true)]
    [InlineData("CareWorker", "compound/compound c", "", true)]
    [InlineData("GridWorker", "area/370202999", "", true)]
    [InlineData("Resident", "area/370202999", Body, false)]
    [InlineData("Administrator", "", "", true)] // no profile shows it anything
    [InlineData("Utility", "area/370202999", Body, false)]
    public async Task Lists_ByTheBuiltInTable_ShowWhatBodyAndPlacesReach(string role, string place, string body, bool reaches)
    {
        await using var city = await FilledAsync();
        var actor = Actor.Of("somebody", body, Role.Parse(role));
        if (place.Length > 0) actor = actor.At(Scope.Parse(place));
        var expected = reaches ? Profiles.Count(profile => Shown(profile, Role.Parse(role))) : 0;
        Assert.Equal(expected, (await ListedAsync(city, actor)).Count);
        Assert.Equal(expected, (await FoundAsync(city, actor)).Count);
    }

    [Fact]
    public async Task Policy_WithARowOfARole_ReplacesTheBuiltInOne()
    {
        var policy = PolicyReader.Read("""{"schema": 1, "access": [{"role": "DutyOfficer", "in": ["area"]}]}"""u8, out var errors)!;
        Assert.Empty(errors);
        await using var city = await FilledAsync(
            TestCity.NewSetup() with { Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn) });
        Assert.Empty(await ListedAsync(city, TestCity.Officer));
        Assert.Equal(Profiles.Count(profile => Shown(profile, Role.DutyOfficer)),
            (await ListedAsync(city, TestCity.Officer.At(Scope.Parse("area/3702")))).Count);
    }

    /// <summary>What concerns the whole city is not for who watches over a part of it.</summary>
    [Theory]
    [InlineData("findings/list")]
    [InlineData("journal/list")]
    [InlineData("devices/list")]
    [InlineData("rules/list")]
    [InlineData("configuration/in-force")]
    [InlineData("journal/state")]
    public async Task Queries_OfTheWholeCity_AskForARoleThatCountsThere(string query)
    {
        await using var city = await FilledAsync();
        var part = Actor.Of("officer-2", "").With(Grant.Parse("DutyOfficer@area/370202"));
        Assert.Equal("wrong-role", (await city.Hub.QueryAsync(query, new Dictionary<string, string>(), part)).Refusal?.Code);
        Assert.Null((await city.Hub.QueryAsync(query, new Dictionary<string, string>(), TestCity.Officer)).Refusal);
    }

    /// <summary>What alerts and work items name, their readers may have by name.</summary>
    [Fact]
    public async Task Names_AreForWhoSeesWhatHasThem()
    {
        await using var city = await FilledAsync();
        var part = Actor.Of("officer-2", "").With(Grant.Parse("DutyOfficer@area/370202"));
        foreach (var query in (string[])["classes/list", "rules/names"])
            Assert.NotEmpty((await city.Hub.QueryAsync(query, new Dictionary<string, string>(), part)).Rows);
        var worker = Actor.Of("worker", "body", Role.PropertyWorker);
        Assert.NotEmpty((await city.Hub.QueryAsync("classes/list", new Dictionary<string, string>(), worker)).Rows);
        Assert.Equal("wrong-role", (await city.Hub.QueryAsync("rules/names", new Dictionary<string, string>(), worker)).Refusal?.Code);
    }

    [Fact]
    public async Task Settings_ByAnAdministratorOfAPart_AreRefused()
    {
        await using var city = await FilledAsync();
        var part = Actor.Of("admin-2", "").With(Grant.Parse("Administrator@area/370202"));
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(new PutPolicy("p-1", """{"schema": 1}"""), part)).Refusal?.Code);
        Assert.Null((await city.Hub.ExecuteAsync(new PutPolicy("p-1", """{"schema": 1}"""), TestCity.Admin)).Refusal);
    }

    /// <summary>
    /// Who had the city as a text, from the journal or a claim, had it in lists and nowhere else. A scope that nobody set is no scope.
    /// </summary>
    [Fact]
    public void Scope_OfTheCity_IsTheSameHoweverItIsMade()
    {
        Assert.Equal(Scope.City, Scope.Parse("city"));
        Assert.Equal(Scope.City, Scope.Of(ScopeKind.City, ""));
        Assert.NotEqual(Scope.City, default);
        Assert.Equal("nowhere", default(Scope).ToString());
        Assert.False(new Reach([new Grant(Role.DutyOfficer, default)]).IsCity(Role.DutyOfficer));
        Assert.True(new Reach([Grant.Parse("DutyOfficer@city")]).IsCity(Role.DutyOfficer));
    }

    private static async Task AssertDecidesAsync(TestCity city, Actor actor, Role role, Scope scope, bool covers)
    {
        var lead = (await city.LeadsAsync())[0].Id;
        var code = (await city.Hub.ExecuteAsync(new DismissLead($"d-{Guid.NewGuid():N}", lead, ""), actor)).Refusal!.Code;
        var expected = role != Role.DutyOfficer && role != Role.DutyLeader ? "wrong-role"
            : covers && scope.Kind is not (ScopeKind.Body or ScopeKind.Own) ? "no-reason" : "not-found";
        Assert.Equal((scope, expected), (scope, code));
        foreach (var other in new HubCommand[]
            { new ReleaseLead($"r-{Guid.NewGuid():N}", lead), new MergeLeads($"m-{Guid.NewGuid():N}", lead, lead) })
            Assert.Equal((scope, expected is "no-reason"), (scope,
                (await city.Hub.ExecuteAsync(other, actor)).Refusal!.Code is "not-taken" or "no-open-lead"));
    }

    /// <summary>A hand-over is seen where its giver's duty counts, in the areas around that, and by the two whom it names.</summary>
    [Theory]
    [MemberData(nameof(Roles))]
    public async Task HandOvers_AreSeenByThoseWhoWatchWhereTheDutyCounts(string name)
    {
        await using var city = await FilledAsync();
        var giver = Actor.Of("officer-7", "").With(Grant.Parse("DutyOfficer@area/370202"));
        var given = (await city.Hub.ExecuteAsync(new HandOverShift("h-1", "officer-8") { All = true }, giver)).OrThrow().HandOver!;
        var role = Role.Parse(name);
        foreach (var (text, covers) in new[]
        {
            ("city", true), ("area/37", true), ("area/370202", true), ("area/370203", false), ($"area/{TestCity.Grid1}", false),
            ($"compound/{Compound}", false),
        })
        {
            await AssertSeenAsync(Actor.Of("somebody", ""), text, covers);
            await AssertSeenAsync(Actor.Of("officer-8", ""), text, true); // it is for him
        }

        async Task AssertSeenAsync(Actor actor, string scope, bool covers)
        {
            actor = actor.With(new Grant(role, Scope.Parse(scope)));
            var expected = Watching.Contains(role) && covers;
            var listed = await city.Hub.QueryAsync("handovers/list", new Dictionary<string, string>(), actor);
            Assert.Equal((scope, expected ? 1 : 0), (scope, listed.Rows.Count));
            var found = await city.Hub.QueryAsync("handovers/find", new Dictionary<string, string> { ["id"] = given.Id }, actor);
            Assert.Equal((scope, Watching.Contains(role) ? (expected ? null : "not-found") : "wrong-role"), (scope, found.Refusal?.Code));
            var heard = await city.Hub.ReadFeedAsync(default, 100, actor);
            var isNamed = actor.Id == "officer-8" && role != Role.Resident; // a resident is known by a subject, never by an account
            Assert.Equal((scope, isNamed || expected), (scope, heard.Notifications.Any(n => n.Subject == given.Id)));
        }
    }

    private static bool Shown(string profile, Role role) =>
        ProfileCatalogue.BuiltIn.TryGet(profile, out var known) && known.VisibleTo([role]) != WorkItemPart.None;

    private static string Text(IEnumerable<string> profiles) => string.Join(' ', profiles);

    private static async Task<List<string>> ListedAsync(TestCity city, Actor actor)
    {
        var found = new List<string>();
        foreach (var state in new[] { "open", "all" })
        {
            var rows = (await city.Hub.QueryAsync("items/list", new Dictionary<string, string> { ["state"] = state }, actor)).Rows;
            string[] profiles = [.. Profiles.Where(p =>
                rows.Any(row => Encoding.UTF8.GetString(row.Span).Contains(IdOf(p).ToString(), StringComparison.Ordinal))).Order()];
            Assert.Equal(profiles.Length, rows.Count);
            if (state == "all") Assert.Equal(found, profiles);
            found = [.. profiles];
        }
        return found;
    }

    private static async Task<List<string>> FoundAsync(TestCity city, Actor actor)
    {
        var found = new List<string>();
        foreach (var profile in Profiles.Order())
            if (await city.Hub.FindItemAsync(IdOf(profile), actor) is not null) found.Add(profile);
        return found;
    }

    /// <summary>A command that no profile has is refused as such where the item is seen.</summary>
    private static async Task<List<string>> SteppedAsync(TestCity city, Actor actor)
    {
        var seen = new List<string>();
        foreach (var profile in Profiles.Order())
        {
            var refusal = (await city.Hub.ExecuteAsync(new StepItem("s-1", IdOf(profile), new WorkCommand("no-such")), actor)).Refusal!;
            Assert.Contains(refusal.Code, new[] { "unknown-command", "not-found" });
            if (refusal.Code == "unknown-command") seen.Add(profile);
            else Assert.Equal(await UnknownAsync(city, actor), refusal.Message);
        }
        return seen;
    }

    private static async Task<LocalizedText> UnknownAsync(TestCity city, Actor actor) => (await city.Hub.ExecuteAsync(
        new StepItem("s-2", WorkItemId.FromCause("nothing"), new WorkCommand("no-such")), actor)).Refusal!.Message;

    /// <summary>Which items may be named as the original of a repeat: another answer than for one that is not there.</summary>
    private static async Task<List<string>> NamedAsOriginalAsync(TestCity city, Actor actor)
    {
        var seen = new List<string>();
        foreach (var profile in Profiles.Order())
            if ((await city.Hub.ExecuteAsync(new MarkRepeat("m-1", IdOf(profile), IdOf(profile)), actor)).Refusal!.Code != "not-found")
                seen.Add(profile);
        return seen;
    }

    private static async Task<List<string>> ExportedAsync(TestCity city, Actor actor)
    {
        var text = await ExportTextAsync(city, actor);
        return [.. Profiles.Where(p => text.Contains(IdOf(p).ToString(), StringComparison.Ordinal)).Order()];
    }

    private static async Task<string> ExportTextAsync(TestCity city, Actor actor)
    {
        using var to = new MemoryStream();
        await HubExport.WriteAsync(city.Hub.Store, await city.Hub.ViewAsync(actor), to);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    /// <summary>Of which profiles' items, and whether of the alert, an actor hears.</summary>
    private static async Task<List<string>> HeardAsync(TestCity city, Actor actor)
    {
        var page = await city.Hub.ReadFeedAsync(default, 100, actor);
        Assert.Equal(Profiles.Length + 1, page.Next.Number);
        return [.. page.Notifications.Select(n => Profiles.FirstOrDefault(p => IdOf(p).ToString() == n.Subject) ?? "alert").Order()];
    }

    private static WorkItemId IdOf(string profile) => WorkItemId.FromCause(profile);

    /// <summary>A hub over a store that has one open item of each profile, an alert and a lead, all at one place.</summary>
    private static async Task<TestCity> FilledAsync(HubSetup? setup = null)
    {
        var store = new InMemoryCityStore();
        var opened = await store.OpenAsync(HubDocuments.Kinds, default);
        var place = new WorkPlace { Grid = TestCity.Grid1, Compound = Compound };
        var subject = new Subject(place, Household: Household);
        var alert = new Alert(
            AlertId.Of("fall", new SensorKey(DeviceId.Parse("pi-1"), SensorName.Parse("fall")), TestCity.Start),
            "fall", "pi-1/fall", TestCity.Start)
        {
            Severity = Severity.Critical, Title = new LocalizedText("坠物", "Falling object"), Subject = subject, ReceivedAt = TestCity.Start,
        };
        var lead = new Lead(LeadId.FromCause("l"), "fall", "pi-1/fall", "property-order", TestCity.FallClass, TestCity.Start)
        {
            Title = alert.Title, Subject = subject, OpenedAt = TestCity.Start, Alerts = [alert.Id],
        };
        await store.CommitAsync(new StoreCommit
        {
            Epoch = opened.Epoch,
            After = opened.Position.Number,
            Documents = [AlertDocuments.Kind.Put(alert, 1), LeadDocuments.Kind.Put(lead, 1),
                .. Profiles.Select(p => ItemDocuments.Kind.Put(Item(p, place), 1))],
            Notifications = [Notice(1, alert.Id.ToString(), NotificationKind.AlertRaised),
                .. Profiles.Select((p, i) => Notice(i + 2, IdOf(p).ToString(), NotificationKind.ItemOpened))],
        }, default);
        return await TestCity.StartAsync(store, setup);
    }

    private static Notification Notice(long number, string subject, NotificationKind kind) =>
        new(number, TestCity.Start, kind, subject, new LocalizedText("有变化", "Something changed"), "");

    private static WorkItem Item(string profile, WorkPlace place)
    {
        var engine = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn);
        ProfileCatalogue.BuiltIn.TryGet(profile, out var known);
        var item = engine.Open(new OpenWorkItem(IdOf(profile), profile, "resident") { Place = place, Household = Household },
            Actor.Of(Reporter, "", known!.Openers[0]), TestCity.Start).OrThrow();
        return item with
        {
            Number = profile,
            Assignments = [new Assignment(AssignmentKind.Lead, new Assignee(Body), TestCity.Start)],
            Reports = [new WorkReport($"{Reporter}/r-1", Reporter, TestCity.Start)],
        };
    }
}
