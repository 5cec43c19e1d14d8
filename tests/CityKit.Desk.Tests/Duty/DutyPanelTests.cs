using Bunit;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Desk.Access;
using CityKit.Desk.Duty;
using CityKit.Desk.Extending;
using CityKit.Desk.Shell;
using CityKit.Desk.Tests.Support;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Duty;

/// <summary>What is open beside the list, and the bar for many, over a hub.</summary>
public sealed class DutyPanelTests : BunitContext
{
    private static readonly DeskView English = new("/desk/", DeskLanguage.English, false);

    public DutyPanelTests() => Services.AddOptions<DeskOptions>();

    [Fact]
    public async Task Panel_OfARefusal_ShowsItWithWhatWouldBeAllowed()
    {
        await using var city = await DeskCity.StartAsync();
        var (workplace, row) = await AskAsync(city, "manager", $"item:{(await OpenAsync(city)).Id}");
        var refusal = Refusal.Of("changed", "It is not as you saw it.", "已有变化。", "assign", "unknown");
        var panel = Panel(workplace, row, _ => refusal);
        panel.Find("button.duty-step[aria-expanded='false']").Click();
        panel.Find("#step-assignee").Change("示例物业");
        panel.Find(".duty-form").Submit();
        var said = panel.Find(".duty-refusal").TextContent;
        Assert.Contains("It is not as you saw it.", said, StringComparison.Ordinal);
        Assert.EndsWith("Possible now: assign", said.Trim(), StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".duty-form")); // with a tag of before it could only be refused again
    }

    [Fact]
    public async Task Panel_OfAnItem_HasTheStepsThatTheHubAllowsAndNoOther()
    {
        await using var city = await DeskCity.StartAsync();
        var item = await OpenAsync(city);
        foreach (var person in (string[])["manager", "duty", "centre"])
        {
            var (workplace, row) = await AskAsync(city, person, $"item:{item.Id}");
            if (row is null) continue;
            var allowed = (await city.Hub.ViewAsync(DeskCity.People[person])).Allowed(item);
            Assert.Equal(allowed, (await workplace.StepsAsync(row, default)).Select(step => step.Command));
        }
    }

    [Fact]
    public async Task Panel_OfAPersonWhoMayNotSeeIt_HasNoRow()
    {
        await using var city = await DeskCity.StartAsync();
        Assert.Null((await AskAsync(city, "drains", $"item:{(await OpenAsync(city)).Id}")).Row);
    }

    [Fact]
    public async Task Alert_ThatIsSnoozed_SaysUntilWhenAndKeepsItsHistory()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        var alert = Assert.Single(Assert.Single(await city.LeadsAsync()).Alerts);
        (await city.Hub.ExecuteAsync(
            new SnoozeAlert("s-1", Sensors.Alerts.AlertId.Parse(alert), city.Host.Time.Now + Duration.FromHours(1)),
            DeskCity.People["duty"])).OrThrow();
        var (workplace, row) = await AskAsync(city, "duty", $"alert:{alert}");
        Assert.Equal("snoozed", row!.State);
        var history = Panel(workplace, row, _ => null).Find(".duty-history").TextContent;
        Assert.Contains("Snooze duty 3 Sep 2026, 09:00", System.Text.RegularExpressions.Regex.Replace(history, "\\s+", " "),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bar_OfLeadsAndItems_OffersWhatIsCommonToAll()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        var item = await OpenAsync(city);
        var lead = (await city.LeadsAsync())[0];
        var (workplace, one) = await AskAsync(city, "duty", $"lead:{lead.Id}");
        var (_, other) = await AskAsync(city, "duty", $"item:{item.Id}");
        Assert.Equal(["confirm", "dismiss", "take"], (await workplace.StepsOfAllAsync([one!], default)).Select(step => step.Command));
        Assert.Empty(await workplace.StepsOfAllAsync([one!, other!], default));
        var bar = Render<BulkBar>(b => b.AddCascadingValue(workplace).Add(x => x.View, English).Add(x => x.Rows, [one!, other!]));
        Assert.Contains("No step is possible for all of them.", bar.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<DutyPanel> Panel(DutyWorkplace workplace, DutyRow? row, Func<DutyStep, Refusal?> step) =>
        Render<DutyPanel>(panel => panel.AddCascadingValue(workplace).Add(p => p.View, English).Add(p => p.Row, row!)
            .Add(p => p.OnStep, (asked, _) => Task.FromResult(step(asked))));

    private async Task<(DutyWorkplace Workplace, DutyRow? Row)> AskAsync(DeskCity city, string person, string key)
    {
        var hub = new DeskHub(city.Hub, new SignedIn(person), city.Host.Time);
        Services.AddSingleton(hub);
        var texts = new DutyTexts(English, new DeskNames(hub, city.Host.Time), person);
        var reader = new DutyReader(hub, texts);
        return (new DutyWorkplace(texts, reader), await reader.FindAsync(key, default));
    }

    private static async Task<Cases.WorkItem> OpenAsync(DeskCity city)
    {
        await city.FallAsync();
        var lead = (await city.LeadsAsync()).First(found => found.Rule == "fall-camera");
        return (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", AlertDesk.LeadId.Parse(lead.Id)), DeskCity.People["duty"]))
            .OrThrow().Item!;
    }
}
