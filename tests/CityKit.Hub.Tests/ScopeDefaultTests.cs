using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.ReadingDesk;
using CityKit.Readings;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;

namespace CityKit.Hub.Tests;

/// <summary>What each role sees by default of a matter that somebody reported, of every profile that is built in.</summary>
public sealed class ScopeDefaultTests
{
    private const string Text = "water comes through the ceiling";
    private const string Phone = "0532-5550100";
    private const string Household = "s-00000000000000000000000000000002";
    private static readonly GeoPoint Home = GeoPoint.FromDegrees(120.4111111, 36.0622222);
    private static readonly Role[] CallBack = [Role.DutyOfficer, Role.DutyLeader, Role.Acceptor];
    private static readonly Role[] Firm = [Role.PropertyManager, Role.PropertyWorker];

    public static TheoryData<string> Profiles => [.. ProfileCatalogue.BuiltIn.All.Select(profile => profile.Id)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Contact_OfTheReporter_IsForThoseWhoCallBackAlone(string id)
    {
        await using var city = await TestCity.StartAsync(setup: Setup(OpenToResidents(id)));
        var data = new PersonalData { Text = Text, Contact = Phone, Position = Home };
        var item = (await city.Hub.ReportAsync(new FileReport("r-1", id, ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
            GeoPoint.FromDegrees(120.4115, 36.0615), null, null), data, TestCity.Resident)).OrThrow().Item!;
        foreach (var role in Roles.BuiltIn.Where(role => role != Role.System && role != Role.Resident))
        {
            var reader = Actor.Of($"reader-{role}", "invented body").With(new Grant(role, Scope.City));
            var opened = (await city.Hub.Privacy.OpenAsync("o-1", item.Id, "handling", reader)).Records;
            var sees = Of(id).VisibleTo([role]).HasFlag(WorkItemPart.Evidence);
            var calls = CallBack.Contains(role);
            var report = opened.SingleOrDefault(record => record.Kind == RecordKind.Report)?.Data;
            Assert.Equal((role, sees ? Text : null), (role, report?.Text));
            Assert.Equal((role, sees && calls ? Phone : null), (role, report?.Contact));
            Assert.Equal((role, sees && calls), (role, report?.Position is not null));
            Assert.Equal((role, calls && Of(id).VisibleTo([role]) != WorkItemPart.None),
                (role, opened.Any(record => record.Kind == RecordKind.Identity)));
        }
        Assert.Equal(Phone, (await city.Hub.Privacy.OpenOwnAsync("o-2", TestCity.Resident)).Records.Single(
            record => record.Kind == RecordKind.Report).Data.Contact);
    }

    /// <summary>Who calls back in one district reads no phone number in another, where the same account handles.</summary>
    [Fact]
    public async Task Contact_OfAnItemWhereTheReaderOnlyHandles_IsLeftOut()
    {
        await using var city = await TestCity.StartAsync();
        var item = (await city.Hub.ReportAsync(
            CommandTests.Report("r-1"), new PersonalData { Text = Text, Contact = Phone }, TestCity.Resident)).OrThrow().Item!;
        var reader = Actor.Of("reader-1", "").With(Grant.Parse("Inspector@area/370202999"), Grant.Parse("Acceptor@area/370203"));
        var opened = (await city.Hub.Privacy.OpenAsync("o-1", item.Id, "handling", reader)).Records;
        Assert.Equal((Text, null), opened.Select(record => (record.Data.Text, record.Data.Contact)).Single(data => data.Text == Text));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Visibility_OfAHousehold_IsNoPropertyFirmsNorAResidents(string id)
    {
        foreach (var role in Firm.Append(Role.Resident))
            Assert.False(Of(id).VisibleTo([role]).HasFlag(WorkItemPart.Household), $"{role} sees whose home it is in {id}");
        Assert.False(Of(id).VisibleTo([Role.Resident]).HasFlag(WorkItemPart.Assignment), $"residents see accounts in {id}");
        Assert.False(Of(id).VisibleTo([Role.Resident]).HasFlag(WorkItemPart.History), $"residents see internal reasons in {id}");
    }

    /// <summary>An item about a household, and what its meter read, are nothing to the firm that runs the compound.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Household_OfAnItem_IsInNoByteThatAPropertyFirmGets(string id)
    {
        await using var city = await TestCity.StartAsync(await FilledAsync(id));
        foreach (var role in Firm)
        {
            var reader = Actor.Of($"firm-{role}", "invented property").With(new Grant(role, Scope.Parse("compound/c")));
            var view = await city.Hub.ViewAsync(reader);
            using var export = new MemoryStream();
            await Reporting.HubExport.WriteAsync(city.Hub.Store, view, export);
            var listed = (await city.Hub.QueryAsync("items/list", new Dictionary<string, string> { ["state"] = "all" }, reader)).Rows;
            var told = string.Concat(listed.Append(export.ToArray()).Select(bytes => Encoding.UTF8.GetString(bytes.Span)));
            Assert.Equal(Of(id).VisibleTo([role]) != WorkItemPart.None, told.Contains("\"id\"", StringComparison.Ordinal));
            Assert.DoesNotContain(Household, told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PropertyManager")]
    [InlineData("PropertyWorker")]
    [InlineData("CompetentDepartment")]
    [InlineData("CareWorker")]
    [InlineData("GridWorker")]
    [InlineData("Resident")]
    public async Task Usage_OfAHousehold_IsRefusedToWhoHandles(string role)
    {
        await using var city = await TestCity.StartAsync(setup: TestCity.NewSetup(options: new HubOptions { KeepReadings = true }));
        city.Time.Advance(NodaTime.Duration.FromHours(4));
        await city.Hub.AcceptAsync(DeskTests.LowGas());
        var gas = new SensorKey(DeviceId.Parse("gas-co"), SensorName.Parse("g-1"));
        var query = new ReadingQuery(gas, TestCity.Start - NodaTime.Duration.FromDays(1), TestCity.Start + NodaTime.Duration.FromDays(1))
        {
            Purpose = "care", CommandId = "r-1",
        };
        var reader = Actor.Of("reader-1", "invented property")
            .With(new Grant(Role.Parse(role), Scope.City), new Grant(Role.Parse(role), Scope.Parse("compound/c")));
        Assert.Equal("wrong-role", (await city.Hub.Readings.ReadAsync(query, reader)).Refusal?.Code);
        Assert.NotEmpty((await city.Hub.Readings.ReadAsync(query, TestCity.Officer)).Readings); // there is something to hide
        foreach (var name in new[] { "alerts/list", "findings/list", "journal/list", "devices/list" })
            Assert.Equal((name, "wrong-role"),
                (name, (await city.Hub.QueryAsync(name, new Dictionary<string, string>(), reader)).Refusal?.Code));
    }

    private static Profile Of(string id) => ProfileCatalogue.BuiltIn.TryGet(id, out var profile) ? profile
        : throw new ArgumentException(id);

    /// <summary>Profiles whose openers a resident is not are opened to them here, so that there is a report of every kind.</summary>
    private static ProfileCatalogue OpenToResidents(string id)
    {
        var utf8 = Encoding.UTF8.GetString(Of(id).ToUtf8());
        if (Of(id).Openers.Contains(Role.Resident)) return ProfileCatalogue.BuiltIn;
        var opened = utf8.Replace("\"openers\":[", "\"openers\":[\"Resident\",", StringComparison.Ordinal);
        return ProfileCatalogue.BuiltIn.With(
            ProfileReader.Read(Encoding.UTF8.GetBytes(opened), out var errors) ?? throw new ArgumentException(errors[0].Message.En));
    }

    private static HubSetup Setup(ProfileCatalogue profiles) => TestCity.NewSetup() with
    {
        Profiles = profiles, Work = new WorkEngine(profiles, WorkPolicy.Empty, WorkCalendar.BuiltIn),
    };

    private static async Task<InMemoryCityStore> FilledAsync(string id)
    {
        var store = new InMemoryCityStore();
        var opened = await store.OpenAsync(BuiltIn.HubDocuments.Kinds, default);
        var place = new WorkPlace { Grid = TestCity.Grid1, Compound = "c" };
        var item = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn)
            .Open(new OpenWorkItem(WorkItemId.FromCause(id), id, "sensor") { Place = place, Household = Household },
                Actor.Of("opener-1", "", Of(id).Openers[0]), TestCity.Start).OrThrow() with
        {
            Number = "X-1", Assignments = [new Assignment(AssignmentKind.Lead, new Assignee("invented property"), TestCity.Start)],
        };
        await store.CommitAsync(
            new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number, Documents = [ItemDocuments.Kind.Put(item, 1)] },
            default);
        return store;
    }
}
