using Bunit;
using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Desk.Access;
using CityKit.Desk.Assets;
using CityKit.Desk.Duty;
using CityKit.Desk.Extending;
using CityKit.Desk.Shell;
using CityKit.Desk.Tests.Support;
using CityKit.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Duty;

/// <summary>What a desk draws when something comes in.</summary>
public sealed class DutyNewsTests : BunitContext
{
    private readonly BunitJSModuleInterop script;

    public DutyNewsTests()
    {
        Services.AddOptions<DeskOptions>();
        Services.AddSingleton<DeskAssets>();
        ComponentFactories.AddStub<IslandProviders>().AddStub<MapSlot>().AddStub<KeysDialog>().AddStub<ShiftDesk>();
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        script = JSInterop.SetupModule();
        script.Mode = JSRuntimeMode.Loose;
        script.SetupModule("start", _ => true).Mode = JSRuntimeMode.Loose;
        script.Setup<string>("soundState").SetResult("on");
    }

    [Fact]
    public async Task News_ManyWithinASecond_AreDrawnOnceAndAllCounted()
    {
        await using var city = await DeskCity.StartAsync();
        var desk = Desk(city, DutyShow.Leads);
        await city.FallAsync();
        desk.WaitForAssertion(() => Assert.Equal("1 new", Badge(desk)));
        // the fall is critical, for which the desk may be drawn once more
        desk.WaitForAssertion(() => Assert.NotEmpty(desk.FindAll(".duty-critical")));
        var badge = desk.FindComponent<NewBadge>();
        var drawn = badge.RenderCount;
        await city.CabinetAsync();
        await city.CoverAsync();
        await LaterAsync(city, () => Badge(desk) == "3 new");
        Assert.InRange(badge.RenderCount - drawn, 1, 2); // two notices; the desk is drawn too, as the cover is critical
    }

    [Fact]
    public async Task News_OfNothingThatIsShown_DrawNothing()
    {
        await using var city = await DeskCity.StartAsync();
        var desk = Desk(city, DutyShow.Items);
        var tabs = desk.FindComponent<DutyTabs>(); // drawn with the desk
        var drawn = tabs.RenderCount;
        await city.CabinetAsync();
        await city.ConfirmAsync();
        await LaterAsync(city, () => Badge(desk) == "1 new");
        Assert.Equal(drawn, tabs.RenderCount);
    }

    [Fact]
    public async Task News_OfARow_DrawThatRowAlone()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        await city.FallAsync();
        var lead = (await city.LeadsAsync())[0];
        var desk = Desk(city, DutyShow.Leads);
        desk.WaitForAssertion(() => Assert.Equal(2, desk.FindComponents<DutyRowLine>().Count));
        var rows = desk.FindComponents<DutyRowLine>();
        int[] drawn = [.. rows.Select(row => row.RenderCount)];
        (await city.Hub.ExecuteAsync(new TakeLead("t-1", LeadId.Parse(lead.Id)), DeskCity.People["duty-2"])).OrThrow();
        desk.WaitForAssertion(
            () => Assert.Contains("duty-2", desk.Find($"[data-row='lead:{lead.Id}']").TextContent, StringComparison.Ordinal));
        Assert.Equal(rows.Select(row => row.Instance.Row.Id == lead.Id ? 1 : 0), rows.Select((row, n) => row.RenderCount - drawn[n]));
    }

    [Fact]
    public async Task Row_AMinuteLater_SaysSo()
    {
        await using var city = await DeskCity.StartAsync();
        await city.CabinetAsync();
        var desk = Desk(city, DutyShow.Leads);
        await city.LaterAsync(Duration.FromMinutes(2));
        await LaterAsync(city, () => desk.FindAll("time").Any(time => time.TextContent.StartsWith("2 min", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Alert_ThatIsCritical_IsSaidAndSoundsAtOnce()
    {
        await using var city = await DeskCity.StartAsync();
        var desk = Desk(city, DutyShow.Items);
        await city.FallAsync();
        desk.WaitForAssertion(() => Assert.Contains("Critical", desk.Find(".duty-critical").TextContent, StringComparison.Ordinal));
        script.VerifyInvoke("chime");
    }

    [Fact]
    public async Task Alert_ThatIsNotCritical_IsSilent()
    {
        await using var city = await DeskCity.StartAsync();
        var desk = Desk(city, DutyShow.Alerts);
        await city.CabinetAsync();
        desk.WaitForAssertion(() => Assert.Equal("1 new", Badge(desk)));
        script.VerifyNotInvoke("chime");
    }

    /// <summary>A desk that listens.</summary>
    private IRenderedComponent<DutyDesk> Desk(DeskCity city, DutyShow show)
    {
        Services.AddSingleton<TimeProvider>(city.Host.Time);
        Services.AddSingleton(new DeskHub(city.Hub, new SignedIn("duty"), city.Host.Time));
        Services.AddSingleton<DeskNames>();
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var desk = Render<DutyDesk>(d => d.Add(one => one.View, new DeskView("/desk/", DeskLanguage.English, false))
            .Add(one => one.Query, $"?show={DutyQuery.WordOf(show)}"));
        desk.WaitForAssertion(() => script.VerifyInvoke("soundState"));
        return desk;
    }

    private static string? Badge(IRenderedComponent<DutyDesk> desk) => desk.FindAll(".duty-new").SingleOrDefault()?.TextContent;

    /// <summary>Lets time go on until something is so.</summary>
    private static async Task LaterAsync(DeskCity city, Func<bool> isSo)
    {
        for (var n = 0; n < 1_000 && !isSo(); n++)
        {
            city.Host.Time.Advance(Duration.FromMilliseconds(100));
            await Task.Delay(5);
        }
        Assert.True(isSo());
    }
}
