using System.Net;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Desk.Tests.Support;
using CityKit.Subscriptions;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Desk.Tests.Operations;

/// <summary>The pages for operations as they are sent: what is on them, for whom, and what they say of rubbish in their address.</summary>
public sealed class OperationsPageTests
{
    private static readonly string[] All =
        [
            "", "/devices", "/devices/court-edge-1", "/rules", "/rules/fall-camera", "/findings", "/journal", "/journal/1", "/reads",
            "/configuration",
        ];

    [Fact]
    public async Task Pages_InBothLanguages_AreThere()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        using var duty = await city.Host.ClientAsync("duty");
        foreach (var language in new[] { "zh", "en" })
        {
            await duty.GetAsync($"/desk/view?language={language}");
            foreach (var page in All) Assert.Equal(HttpStatusCode.OK, (await duty.GetAsync($"/desk/operations{page}")).StatusCode);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/devices")]
    [InlineData("/devices/court-edge-1")]
    [InlineData("/rules")]
    [InlineData("/findings")]
    [InlineData("/journal")]
    [InlineData("/journal/1")]
    [InlineData("/configuration")]
    [InlineData("/reads?side=all")]
    public async Task Page_OfAnotherRole_SaysWhatTheHubSays(string page)
    {
        await using var city = await DeskCity.StartAsync();
        var (status, text) = await GetAsync(city, "worker", page);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("worker", text, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("operations/configuration\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/devices?after=rubbish", HttpStatusCode.BadRequest, "after")]
    [InlineData("/devices/%3Cscript%3E", HttpStatusCode.NotFound, "no such device")]
    [InlineData("/rules/no-such-rule", HttpStatusCode.NotFound, "no such rule")]
    [InlineData("/rules?from=tea", HttpStatusCode.BadRequest, "from")]
    [InlineData("/findings?from=yesterday", HttpStatusCode.BadRequest, "from")]
    [InlineData("/findings?until=9999-01-01T00%3A00", HttpStatusCode.BadRequest, "until")]
    [InlineData("/journal?kind=tea", HttpStatusCode.BadRequest, "kind")]
    [InlineData("/journal?number=%E4%B8%80", HttpStatusCode.BadRequest, "number")]
    [InlineData("/journal/tea", HttpStatusCode.BadRequest, "tea")]
    [InlineData("/journal/99999999999999999999", HttpStatusCode.BadRequest, "id")]
    [InlineData("/journal/999999", HttpStatusCode.NotFound, "no such entry")]
    [InlineData("/reads?side=tea", HttpStatusCode.BadRequest, "side")]
    [InlineData("/subscriptions", HttpStatusCode.NotFound, "deliveries")]
    public async Task Page_WithRubbishInItsAddress_SaysWhatIsWrong(string page, HttpStatusCode status, string said)
    {
        await using var city = await DeskCity.StartAsync();
        var (answered, text) = await GetAsync(city, "duty", page);
        Assert.Equal(status, answered);
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/journal?after=-5~%00")]
    [InlineData("/journal?number=-9223372036854775808")]
    [InlineData("/findings?after=9223372036854775807~x&source=%EF%BF%BE%00")]
    [InlineData("/findings?journal=9223372036854775807")]
    [InlineData("/devices?after=0~zzz")]
    [InlineData("/reads?from=0001-01-01T00%3A00")]
    public async Task Page_WithOddButPossibleArguments_IsNoFailure(string page)
    {
        await using var city = await DeskCity.StartAsync();
        Assert.NotEqual(HttpStatusCode.InternalServerError, (await GetAsync(city, "duty", page)).Status);
    }

    [Fact]
    public async Task Devices_AfterABatch_HaveHealthClockAndCursors()
    {
        await using var city = await DeskCity.StartAsync();
        await city.HeartbeatAsync();
        var (_, list) = await GetAsync(city, "duty", "/devices");
        Assert.Contains("healthy", list, StringComparison.Ordinal);
        Assert.Contains("network time", list, StringComparison.Ordinal);
        Assert.Contains("0 / 1", list, StringComparison.Ordinal);
        var (_, one) = await GetAsync(city, "duty", "/devices/court-edge-1");
        Assert.Contains("fall-camera", one, StringComparison.Ordinal);
        Assert.DoesNotContain("Suspend court-edge-1", one, StringComparison.Ordinal);
        var (_, asAdmin) = await GetAsync(city, "admin", "/devices/court-edge-1");
        Assert.Contains("Suspend court-edge-1", asAdmin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_ThatAreSilent_SayHowLong()
    {
        await using var city = await DeskCity.StartAsync();
        await city.HeartbeatAsync();
        await city.LaterAsync(Duration.FromHours(30));
        var (_, text) = await GetAsync(city, "duty", "/devices");
        Assert.Contains("silent", text, StringComparison.Ordinal);
        Assert.Contains("1 d 6 h ago", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_WithAlertsAndAWindow_ShowsBoth()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        var alert = (await city.LeadsAsync())[0].Rule;
        var now = city.Host.Time.Now;
        var window = new SuspendRule("w-1", alert, now, now + Duration.FromHours(2), "exchange");
        (await city.Hub.ExecuteAsync(window, DeskCity.People["admin"])).OrThrow();
        var (_, list) = await GetAsync(city, "duty", "/rules");
        Assert.Contains("suspended", list, StringComparison.Ordinal);
        var (status, one) = await GetAsync(city, "admin", $"/rules/{alert}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("in force", one, StringComparison.Ordinal);
        Assert.Contains("End now", one, StringComparison.Ordinal);
        Assert.DoesNotContain("exchange", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_InPages_GoesOnWhereItWas()
    {
        await using var city = await DeskCity.StartAsync();
        for (var i = 0; i < 60; i++) await city.HeartbeatAsync();
        var (_, first) = await GetAsync(city, "duty", "/journal?number=1");
        Assert.Contains("after=50~", WebUtility.UrlDecode(first), StringComparison.Ordinal);
        var (_, second) = await GetAsync(city, "duty", "/journal?number=1&after=50~");
        Assert.Contains("/desk/operations/journal/51\"", second, StringComparison.Ordinal);
        Assert.DoesNotContain("/desk/operations/journal/50\"", second, StringComparison.Ordinal);
        var (_, last) = await GetAsync(city, "duty", "/journal");
        Assert.DoesNotContain("/desk/operations/journal/1\"", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_OfACommand_ShowsWhoAndThatItsSealFits()
    {
        await using var city = await DeskCity.StartAsync();
        var admitted = await city.Hub.Store.ReadJournalAsync(0, default).FirstAsync(entry => entry.Key == "admin/admit");
        var (_, text) = await GetAsync(city, "duty", $"/journal/{admitted.Number}");
        Assert.Contains("gives its seal", text, StringComparison.Ordinal);
        Assert.Contains("\"type\": \"admit\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_ByCode_SayWhatToDo()
    {
        await using var city = await DeskCity.StartAsync();
        (await city.Hub.ExecuteAsync(new AdmitDevice("again", DeviceId.Parse("court-edge-1"), Core.Signing.DeviceKey.Create().Public),
            DeskCity.People["admin"])).OrThrow();
        var (_, text) = await GetAsync(city, "duty", "/findings?code=key-changed");
        Assert.Contains("If nobody replaced the device, suspend it and look.", text, StringComparison.Ordinal);
        Assert.Contains("Nothing matches these filters.", (await GetAsync(city, "duty", "/findings?code=blind")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_OfPersonalData_AreShownToThoseWhoMay()
    {
        await using var city = await DeskCity.StartAsync();
        var filed = (await city.Hub.ReportAsync(new FileReport("r-1", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
            GeoPoint.FromDegrees(120.4, 36.06), null, null), "lamp", DeskCity.People["resident"])).OrThrow();
        Assert.Null((await city.Hub.Privacy.OpenAsync("o-1", filed.Item!.Id, "call-back", DeskCity.People["duty"])).Refusal);
        Assert.Contains("call-back", (await GetAsync(city, "admin", "/reads")).Text, StringComparison.Ordinal);
        Assert.Contains("call-back", (await GetAsync(city, "duty", "/reads")).Text, StringComparison.Ordinal);
        Assert.Contains("No readings.", (await GetAsync(city, "worker", "/reads")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriptions_OfAHubThatDelivers_AreListed()
    {
        await using var city = await DeskCity.StartAsync(hub: hub => hub.AddNotifications(
            n => n.UseInMemory().AddChannel("desk", _ => new DeadChannel())));
        (await city.Hub.ExecuteAsync(new PutSubscription("s-1", "alerts", "desk"), DeskCity.People["admin"])).OrThrow();
        var (_, text) = await GetAsync(city, "admin", "/subscriptions");
        Assert.Contains("Remove alerts", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove alerts", (await GetAsync(city, "duty", "/subscriptions")).Text, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(DeskCity city, string person, string page)
    {
        using var client = await city.Host.ClientAsync(person);
        await client.GetAsync("/desk/view?language=en");
        var answer = await client.GetAsync($"/desk/operations{page}");
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
