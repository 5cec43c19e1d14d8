using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;

namespace CityKit.Hub.Tests;

/// <summary>What one file names must exist in the others; else the hub does not start, and says where.</summary>
public sealed class NameCheckTests
{
    private const string Rule = """
        {"version": 1, "rules": [
          {"id": "fall", "where": "hub", "sensors": {"quantity": "fall"}, "when": {"kind": "match", "event": "detection"},
           "then": {"severity": "critical", "title": {"zh": "坠物", "en": "Falling object"}, "notify": ["DutyOfficer", "duty-desk"],
            "lead": {"profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999"}}}
        ]}
        """;

    [Theory]
    [InlineData("property-order", "property-ordre", "Line 4, column 25 (rules[0].then.lead.profile)", "Did you mean 'property-order'?")]
    [InlineData("property-order", "city", "Line 4, column 25 (rules[0].then.lead.profile)",
        "care-visit, city-management, governance-matter, hotline, police-hand-over, property-order, reward-snapshot, street-whistle, superior-order")]
    [InlineData("GB/T 47678.5-2026:matter:10999", "falling-object", "Line 4, column 52 (rules[0].then.lead.class)", "'falling-object'")]
    [InlineData("GB/T 47678.5-2026:matter:10999", "GB/T 47678.5-2026:mater:01002", "Line 4, column 52 (rules[0].then.lead.class)",
        "Did you mean 'GB/T 47678.5-2026:matter:01002'?")]
    [InlineData("GB/T 47678.5-2026:matter:10999", "GB/T 47678.5-2026:matter:10899", "Line 4, column 52 (rules[0].then.lead.class)",
        "'GB/T 47678.5-2026:matter:10899'")]
    [InlineData("GB/T 47678.5-2026:matter:10999", "sewage-manhole-cover", "Line 4, column 52 (rules[0].then.lead.class)",
        "Did you mean 'GB/T 47678.5-2026:component:01002'?")]
    [InlineData("\"DutyOfficer\"", "\"DutyOficer\"", "Line 3, column 95 (rules[0].then.notify[0])", "Did you mean 'DutyOfficer'?")]
    [InlineData("\"DutyOfficer\"", "\"Janitor\"", "Line 3, column 95 (rules[0].then.notify[0])", "Inspector, Acceptor, DutyLeader")]
    [InlineData("\"DutyOfficer\"", "\"role:Grid-Worker\"", "Line 3, column 95 (rules[0].then.notify[0])", "Did you mean 'GridWorker'?")]
    [InlineData("\"duty-desk\"", "\"grid-wroker\"", "Line 3, column 110 (rules[0].then.notify[1])", "Did you mean 'GridWorker'?")]
    public async Task Start_RuleNamesWhatDoesNotExist_SaysWhereAndWhatWasMeant(string right, string wrong, string where, string says)
    {
        var message = await RefusedAsync(TestCity.NewSetup(Encoding.UTF8.GetBytes(Rule.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.Contains("The rule file has 1 error(s)", message, StringComparison.Ordinal);
        Assert.Contains(where, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"GridWorker\"")]
    [InlineData("\"role:GridWorker\"")]
    [InlineData("\"grid-worker\"")]
    [InlineData("\"gas-company\"")]
    public async Task Start_RuleNamesARoleOrAnotherAudience_Starts(string audience)
    {
        await using var city =
            await TestCity.StartAsync(
            setup: TestCity.NewSetup(Encoding.UTF8.GetBytes(Rule.Replace("\"duty-desk\"", audience, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Start_PolicyListsAudiences_OthersAreRefused()
    {
        var setup = TestCity.NewSetup(Encoding.UTF8.GetBytes(Rule));
        Assert.Contains("Did you mean 'duty-desks'?",
            await RefusedAsync(WithPolicy(setup, """{"schema": 1, "label": "invented", "audiences": ["duty-desks"]}""")),
            StringComparison.Ordinal);
        await using var city =
            await TestCity.StartAsync(setup: WithPolicy(setup, """{"schema": 1, "label": "invented", "audiences": ["duty-desk"]}"""));
    }

    [Fact]
    public async Task Start_WithTheCitysOwnCatalogue_OwnClassesAreExactlyThose()
    {
        var setup = TestCity.NewSetup(Encoding.UTF8.GetBytes(Rule));
        Assert.Contains("10999", await RefusedAsync(setup with { Catalogues = CatalogueSet.Of(ClassCatalogue.GbT47678) }),
            StringComparison.Ordinal);
        var own = ClassCatalogue.GbT47678.WithLocal(
            Components.ClassKind.Matter, "10", new LocalizedText("高空抛物", "Falling object"), out var key);
        Assert.Equal(TestCity.FallClass, key.ToString());
        await using var city = await TestCity.StartAsync(setup: setup with { Catalogues = CatalogueSet.Of(own) });
        var found = await city.Hub.QueryAsync(
            "classes/list", new Dictionary<string, string> { ["words"] = "falling OBJECT" }, Actor.Of("worker", "", Role.PropertyWorker));
        var row = JsonDocument.Parse(Assert.Single(found.Rows)).RootElement;
        Assert.Equal((TestCity.FallClass, "高空抛物（自定义）", true), (row.GetProperty("key").GetString(),
            row.GetProperty("name").GetProperty("zh").GetString(), row.GetProperty("local").GetBoolean()));
        Assert.Equal(own.Majors.First(major => major is { Kind: Components.ClassKind.Matter, Code: "10" }).Name.Zh,
            row.GetProperty("major").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task Start_LeadOfAProfileThatNobodyMayConfirm_IsRefused()
    {
        var json = """
            {"schema": 1, "id": "own", "version": "1", "zh": "小", "en": "Own", "initial": "open", "openers": ["Resident"], "maxExtensions": 0, "maxSuspensions": 0,
             "stages": [{"id": "s", "zh": "阶段", "en": "stage"}], "states": [{"id": "open", "stage": "s", "zh": "开", "en": "open"}, {"id": "done", "stage": "s", "zh": "完", "en": "done", "closed": true}],
             "commands": [{"id": "finish", "zh": "完成", "en": "finish"}], "transitions": [{"from": ["*"], "command": "finish", "to": "done", "roles": ["Resident"]}], "visibility": {}}
            """;
        var profiles = ProfileCatalogue.BuiltIn.With(ProfileReader.Read(Encoding.UTF8.GetBytes(json), out _)!);
        foreach (var (automatic, says) in new[] { ("", "a profile that DutyOfficer or DutyLeader may open"),
            (", \"automatic\": true", "opened by Resident, not by System") })
        {
            var rules = Rule.Replace("\"property-order\"", "\"own\"" + automatic, StringComparison.Ordinal);
            Assert.Contains(says, await RefusedAsync(TestCity.NewSetup(Encoding.UTF8.GetBytes(rules)) with { Profiles = profiles }),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"stageLimits\": [{\"profile\": \"city-managment\", \"stage\": \"handle\", \"limit\": \"1 work day\"}]",
        "stageLimits[0].profile", "Did you mean 'city-management'?")]
    [InlineData("\"stageLimits\": [{\"profile\": \"city-management\", \"stage\": \"handel\", \"limit\": \"1 work day\"}]",
        "stageLimits[0].stage", "Did you mean 'handle'?")]
    [InlineData("\"dispatch\": [{\"profile\": \"care-visits\", \"body\": \"b\"}]", "dispatch[0].profile", "Did you mean 'care-visit'?")]
    [InlineData("\"dispatch\": [{\"profile\": \"care-visit\", \"class\": \"GB/T 47678.5-2026:matter:01899\", \"body\": \"b\"}]",
        "dispatch[0].class", "matter:01899")]
    public async Task Start_PolicyNamesWhatDoesNotExist_SaysWhere(string member, string path, string says)
    {
        var message = await RefusedAsync(WithPolicy(TestCity.NewSetup(), $"{{\"schema\": 1, \"label\": \"invented\",\n  {member}}}"));
        Assert.Contains("The policy has 1 error(s): Line 2, column", message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SensorNamesAComponentThatIsNoId_SaysWhere()
    {
        var setup = TestCity.NewSetup();
        var sensors = Encoding.UTF8.GetString(TestCity.Sensors).Replace("37020201002900001", "lamp-17", StringComparison.Ordinal);
        var message = await RefusedAsync(
            setup with { Configuration = new HubConfiguration(TestCity.Rules, Encoding.UTF8.GetBytes(sensors)) });
        Assert.Contains("sensors[1].component): found 'lamp-17'", message, StringComparison.Ordinal);
    }

    /// <summary>A store of the version before may hold a rule file that would be refused now: it opens with a corrected one.</summary>
    [Fact]
    public async Task Start_OverAJournalWithWrongNames_TakesTheCorrectedFile()
    {
        var wrong = Encoding.UTF8.GetBytes(Rule.Replace("property-order", "property", StringComparison.Ordinal));
        var store = await OldJournal.StoreOf(OldJournal.Configuration(1, TestCity.Start, wrong, TestCity.Sensors));
        await using var city = await TestCity.StartAsync(store, TestCity.NewSetup(Encoding.UTF8.GetBytes(Rule)));
        Assert.Equal(2, (await city.JournalAsync()).Count);
    }

    private static async Task<string> RefusedAsync(HubSetup setup)
    {
        await using var hub = new CityHub(setup, new InMemoryCityStore(), FakeTime.At(TestCity.Start));
        return (await Assert.ThrowsAsync<ArgumentException>(() => hub.StartAsync())).Message;
    }

    private static HubSetup WithPolicy(HubSetup setup, string json) => setup with
    {
        Work = new WorkEngine(
            setup.Profiles, PolicyReader.Read(Encoding.UTF8.GetBytes(json), out var errors)
            ?? throw new InvalidOperationException(string.Join("; ", errors)), WorkCalendar.BuiltIn),
    };
}
