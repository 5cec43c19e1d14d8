using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;

namespace CityKit.Hub.Tests;

/// <summary>
/// What a duty desk asks beside lists: names, the steps of an item, texts that people use again and again, who is on duty.
/// </summary>
public sealed class DeskQueryTests
{
    private const string Fall = "CityKit:matter:99901";

    private static readonly byte[] Policy = Encoding.UTF8.GetBytes("""
        {"schema": 1, "dispatch": [{"profile": "property-order", "body": "invented property", "crew": "night crew"}],
         "dismissals": ["reflection", "test"],
         "answers": [
           {"for": "dismiss", "because": "reflection", "zh": "画面反光", "en": "A reflection in the picture."},
           {"for": "comment", "zh": "已电话核实", "en": "Checked by telephone."},
           {"for": "reply", "class": "GB/T 47678.5-2026:matter:06010", "zh": "已清理", "en": "It is cleared."}]}
        """);

    [Fact]
    public async Task Profiles_OfAnOfficer_SayWhatPeopleCallThem()
    {
        await using var city = await StartAsync();
        var rows = await AskAsync(city, "items/profiles", TestCity.Officer);
        var order = rows.Single(row => row.GetProperty("id").GetString() == "property-order");
        Assert.Equal("物业工单", order.GetProperty("zh").GetString());
        Assert.Contains(order.GetProperty("commands").EnumerateArray(), command => command.GetProperty("zh").GetString() == "派单");
        Assert.Contains(order.GetProperty("states").EnumerateArray(), state => state.GetProperty("closed").GetBoolean());
    }

    [Fact]
    public async Task Allowed_OfAnItem_SaysWhatEachStepCarriesAndWhatThereIsToChoose()
    {
        await using var city = await StartAsync();
        var item = (await city.Hub.ExecuteAsync(new OpenItem("o-1", "property-order", "staff"), TestCity.Officer)).OrThrow().Item!;
        var steps = await AskAsync(city, "items/allowed", TestCity.Officer, ("id", item.Id.ToString()));
        Assert.Equal((await city.Hub.ViewAsync(TestCity.Officer)).Allowed(item),
            steps.Select(step => step.GetProperty("command").GetString()));
        var assign = steps.Single(step => step.GetProperty("command").GetString() == "assign");
        Assert.Equal("assignee", assign.GetProperty("needs")[0].GetString());
        Assert.Equal("invented property/night crew", assign.GetProperty("suggested").GetString());
        var tag = AlertDesk.ItemView.TagOf(item, await city.Hub.ViewAsync(TestCity.Officer));
        Assert.Equal(tag, assign.GetProperty("tag").GetString());
    }

    [Fact]
    public async Task Allowed_OfAnItemThatIsNotOnesOwn_IsNotFound()
    {
        await using var city = await StartAsync();
        var item = (await city.Hub.ExecuteAsync(new OpenItem("o-1", "property-order", "staff"), TestCity.Officer)).OrThrow().Item!;
        var answer = await city.Hub.QueryAsync("items/allowed", new Dictionary<string, string> { ["id"] = item.Id.ToString() },
            Actor.Of("other", "another body", Role.PropertyWorker));
        Assert.Equal("not-found", answer.Refusal!.Code);
    }

    [Fact]
    public async Task Answers_ForAUse_AreThePolicysAndItsReasonsWithoutAText()
    {
        await using var city = await StartAsync();
        var dismissals = await AskAsync(city, "items/answers", TestCity.Officer, ("for", "dismiss"));
        Assert.Equal([("reflection", "画面反光"), ("test", "test")],
            dismissals.Select(row => (row.GetProperty("because").GetString(), row.GetProperty("zh").GetString())));
        Assert.Empty(await AskAsync(city, "items/answers", TestCity.Officer, ("for", "reply"), ("class", Fall)));
        Assert.Single(await AskAsync(
            city, "items/answers", TestCity.Officer, ("for", "reply"), ("class", "GB/T 47678.5-2026:matter:06010")));
    }

    [Fact]
    public void Policy_WithAnswers_IsWrittenBack()
    {
        var policy = PolicyReader.Read(Policy, out _)!;
        Assert.Equal(policy.ToUtf8(), PolicyReader.Read(policy.ToUtf8(), out _)!.ToUtf8());
        Assert.DoesNotContain("answers", Encoding.UTF8.GetString(WorkPolicy.Empty.ToUtf8()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"for": "dismiss", "because": "reflexion", "zh": "反光", "en": "reflection"}""", "because")]
    [InlineData("""{"for": "comment", "because": "reflection", "zh": "反光", "en": "reflection"}""", "because")]
    [InlineData("""{"for": "poem", "zh": "反光", "en": "reflection"}""", "for")]
    public void Policy_WithAWrongAnswer_IsAnErrorWithItsPlace(string row, string member)
    {
        var text = $$"""{"schema": 1, "dismissals": ["reflection"], "answers": [{{row}}]}""";
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes(text), out var errors));
        Assert.Equal($"answers[0].{member}", errors[0].Path);
    }

    [Fact]
    public async Task Roster_OfAnAddressBook_NamesAccountsAndNoNumber()
    {
        await using var city =
            await NotifyCity.StartAsync(n => n.UseAddressBook(NotifyCity.Book).AddChannel("sms", _ => new RecordingChannel()));
        var at = new Dictionary<string, string> { ["at"] = "2026-03-02T03:00:00Z" };
        var answer = await city.Hub.QueryAsync("roster/list", at, TestCity.Officer);
        Assert.Equal(["""{"audience":"duty-desk","people":["li"]}""", """{"audience":"DutyOfficer","people":[]}"""],
            answer.Rows.Select(row => Encoding.UTF8.GetString(row.Span)));
    }

    [Fact]
    public async Task Alerts_OfASeverityOrAnAssignee_AreFoundAlone()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", TestCity.Start, true));
        var alert = Assert.Single(await city.AlertsAsync());
        (await city.Hub.ExecuteAsync(new AssignAlert("a-1", alert.Id, TestCity.Officer.Id), TestCity.Officer)).OrThrow();
        var severity = alert.Severity.ToString().ToLowerInvariant();
        Assert.Single(await AskAsync(city, "alerts/list", TestCity.Officer, ("severity", severity), ("assignee", TestCity.Officer.Id)));
        Assert.Empty(await AskAsync(city, "alerts/list", TestCity.Officer, ("severity", severity == "info" ? "critical" : "info")));
        Assert.Empty(await AskAsync(city, "alerts/list", TestCity.Officer, ("assignee", "nobody")));
    }

    [Fact]
    public async Task Endpoints_OverHttp_AnswerTheSame()
    {
        await using var city = await HttpCity.StartAsync();
        foreach (var path in (string[])["profiles", "items/answers"])
            Assert.Equal(HttpStatusCode.OK, (await city.GetAsync(path, TestCity.Officer)).Status);
    }

    private static Task<TestCity> StartAsync() => TestCity.StartAsync(setup: TestCity.NewSetup() with
    {
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, PolicyReader.Read(Policy, out _)!, WorkCalendar.BuiltIn),
    });

    private static async Task<JsonElement[]> AskAsync(
        TestCity city, string query, Actor actor, params (string Name, string Value)[] arguments)
    {
        var answer = await city.Hub.QueryAsync(query, arguments.ToDictionary(a => a.Name, a => a.Value), actor);
        Assert.Null(answer.Refusal);
        return [.. answer.Rows.Select(row => JsonDocument.Parse(row).RootElement)];
    }
}
