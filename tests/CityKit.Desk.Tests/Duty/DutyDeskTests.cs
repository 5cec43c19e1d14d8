using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Duty;

/// <summary>The duty desk in a browser: what only a browser shows.</summary>
[Collection(BrowserTests.Name)]
public sealed class DutyDeskTests(DeskBrowser browser)
{
    [BrowserFact]
    public async Task Fall_WhileTheDeskIsOpen_IsCountedAndShownWhenAskedFor()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(1);
        await city.FallAsync();
        var badge = tab.Page.GetByRole(AriaRole.Button, new() { Name = "1 new" });
        await Assertions.Expect(badge).ToBeVisibleAsync();
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(1); // nothing moves before it is pressed
        await badge.ClickAsync();
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(2);
        await Assertions.Expect(tab.Page.Locator(".duty-critical")).ToContainTextAsync("Critical");
        await tab.PictureAsync("duty-leads");
    }

    [BrowserFact]
    public async Task Officers_WhoActAtOnce_TheSecondReadsWhoWasFirst()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var lead = Assert.Single(await city.LeadsAsync());
        await using var tab = await browser.OpenAsync(city.Host, "duty", $"/desk/duty?at=lead:{lead.Id}");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await tab.Page.Locator("#step-reason").FillAsync("a bird");
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", LeadId.Parse(lead.Id)), DeskCity.People["duty-2"])).OrThrow();
        await tab.Page.Locator(".duty-form button[type=submit]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".duty-refusal")).ToContainTextAsync("duty-2 confirmed the lead");
        await Assertions.Expect(tab.Page.Locator($"[data-row='lead:{lead.Id}']")).ToContainTextAsync("confirmed");
        await tab.PictureAsync("duty-two-officers");
    }

    [BrowserFact]
    public async Task Keys_Alone_GoFromTheListToAConfirmedLead()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await tab.KeysAsync("j", "Enter");
        await Assertions.Expect(tab.Page.Locator(".duty-panel h2")).ToBeFocusedAsync();
        await tab.KeysAsync("c");
        await Assertions.Expect(tab.Page.Locator(".duty-said")).ToContainTextAsync("Confirm");
        await tab.KeysAsync("?");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        Assert.Empty(await city.LeadsAsync());
    }

    [BrowserFact]
    public async Task Keys_InAField_AreLetters()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await tab.KeysAsync("/", "c", "d", "?");
        await Assertions.Expect(tab.Page.Locator("input[name=rule]")).ToHaveValueAsync("cd?");
        Assert.Single(await city.LeadsAsync());
    }

    [BrowserFact]
    public async Task Bulk_WithOneThatAnotherHas_AnswersForEach()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await city.FallAsync();
        var leads = await city.LeadsAsync();
        (await city.Hub.ExecuteAsync(new TakeLead("t-1", LeadId.Parse(leads[0].Id)), DeskCity.People["duty-2"])).OrThrow();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await tab.Page.GetByLabel("Select all shown").CheckAsync();
        await tab.Page.Locator(".duty-bulk").GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".duty-bulk")).ToContainTextAsync("1 done, 1 not");
        await Assertions.Expect(tab.Page.Locator($"[data-row='lead:{leads[0].Id}'] .duty-answer"))
            .ToContainTextAsync("duty-2 has had the lead");
        await Assertions.Expect(tab.Page.Locator($"[data-row='lead:{leads[1].Id}'] .duty-answer")).ToHaveTextAsync("done");
        await tab.PictureAsync("duty-bulk");
    }

    [BrowserFact]
    public async Task Filters_OfTheForm_AreInTheAddressAndTheDeskGoesOn()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await city.FallAsync();
        await using var tab = await browser.OpenAsync(city.Host, "duty");
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(2);
        await tab.Page.Locator("select[name=severity]").SelectOptionAsync("critical");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(Rows(tab)).ToHaveCountAsync(1);
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("severity=critical"));
        await tab.LiveAsync();
        await tab.KeysAsync("j", "Enter");
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("severity=critical.*at=lead"));
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task Shift_GivenByOne_IsAcceptedByAnother()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var lead = LeadId.Parse((await city.LeadsAsync())[0].Id);
        (await city.Hub.ExecuteAsync(new TakeLead("t-1", lead), DeskCity.People["duty"])).OrThrow();
        await using var giver = await browser.OpenAsync(city.Host, "duty");
        await giver.Page.GetByRole(AriaRole.Button, new() { Name = "Shift" }).ClickAsync();
        await giver.Page.Locator("#shift-note").FillAsync("the camera of building 3 is new");
        await giver.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Assertions.Expect(giver.Page.Locator(".duty-said")).ToContainTextAsync("Handed over: 1 leads");
        await giver.PictureAsync("duty-shift");
        await using var taker = await browser.OpenAsync(city.Host, "duty-2");
        await taker.Page.GetByRole(AriaRole.Button, new() { Name = "Shift (1)" }).ClickAsync();
        await taker.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Assertions.Expect(taker.Page.GetByText("No hand-over waits.")).ToBeVisibleAsync();
        Assert.Equal("duty-2", (await city.LeadsAsync())[0].TakenBy);
    }

    [BrowserFact]
    public async Task Item_StepByStep_AsksForWhatItsProfileNeeds()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        var item = await city.ConfirmAsync();
        await using var tab = await browser.OpenAsync(city.Host, "manager", $"/desk/duty?at=item:{item.Id}", "zh-CN");
        await Assertions.Expect(tab.Page.Locator(".duty-tabs a")).ToHaveTextAsync("工作项"); // leads and alerts are the duty room's
        await tab.KeysAsync("c");
        var form = tab.Page.Locator(".duty-form");
        await Assertions.Expect(form.Locator("h3")).ToHaveTextAsync("派单");
        await tab.PictureAsync("duty-item-zh");
        await form.Locator("#step-assignee").FillAsync("示例物业/夜班");
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".duty-said")).ToContainTextAsync("派单");
        await Assertions.Expect(tab.Page.Locator(".duty-state")).ToContainTextAsync("待处理 · 示例物业/夜班");
        Assert.Empty(tab.Complaints);
    }

    [BrowserTheory]
    [InlineData("zh", "dark")]
    [InlineData("en", "light")]
    public async Task Desk_WithAFormOpen_HasNothingSeriousForAxe(string language, string theme)
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await city.FallAsync();
        var lead = (await city.LeadsAsync())[0];
        await using var tab = await browser.OpenAsync(
            city.Host, "duty", $"/desk/view?language={language}&theme={theme}&back=/desk/duty%3Fat=lead:{lead.Id}");
        await tab.KeysAsync("d");
        await Assertions.Expect(tab.Page.Locator(".duty-form")).ToBeVisibleAsync();
        await tab.Page.Locator("[data-mark]").First.CheckAsync();
        await tab.PictureAsync($"duty-form-{language}-{theme}");
        await tab.Page.SetViewportSizeAsync(1024, 768);
        await tab.PictureAsync($"duty-narrow-{language}-{theme}");
        Assert.Empty(await tab.SeriousAsync());
    }

    private static ILocator Rows(DeskTab tab) => tab.Page.Locator("[data-row]");
}
