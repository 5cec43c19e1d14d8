using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Story;

/// <summary>
/// The sample as <c>--serve</c> leaves it: its four days are over, edge and hub run as processes of their own, the desk is open, and time
/// goes
/// on by the real clock.
/// </summary>
internal sealed class ServedCompound : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly CancellationTokenSource ended = new();
    private readonly Task serving;

    private ServedCompound(DataFolder folder, Driver driver, HeardStory story)
    {
        (this.folder, Driver, Story) = (folder, driver, story);
        serving = driver.ServeAsync(TimeProvider.System, ended.Token);
    }

    internal Driver Driver { get; }

    /// <summary>What the sample told of its four days.</summary>
    internal HeardStory Story { get; }

    internal static async Task<ServedCompound> StartAsync()
    {
        var folder = DataFolder.Open(Directory.CreateTempSubdirectory("citykit-desk-").FullName);
        var scenario = ScenarioReader.Read(Path.Combine(AppContext.BaseDirectory, "Data", "scenario.json"));
        var story = new HeardStory();
        var driver = await Driver.StartAsync(scenario, folder, new DriverOptions(Desk: true), story, CancellationToken.None);
        await driver.RunAsync(new Pace(Speed.Max, scenario.Start, TimeProvider.System), CancellationToken.None);
        return new ServedCompound(folder, driver, story);
    }

    /// <summary>Signs in as a visitor does: by the page's button.</summary>
    /// <param name="context">The visitor's browser.</param>
    /// <param name="role">What is on the button.</param>
    internal async Task<IPage> SignInAsync(IBrowserContext context, string role)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Driver.HubAddress.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = role }).ClickAsync();
        await page.WaitForURLAsync("**/desk/duty");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await serving;
        await Driver.DisposeAsync();
        Directory.Delete(folder.Path, recursive: true);
        ended.Dispose();
    }
}
