using CityKit.Cases;
using CityKit.Commands;
using CityKit.Desk.Tests.Support;
using Microsoft.Playwright;

namespace CityKit.Desk.Tests.Duty;

/// <summary>A photo with a step: given by a worker's browser, looked at by an officer, and who looked is noted.</summary>
[Collection(BrowserTests.Name)]
public sealed class PhotoTests(DeskBrowser browser) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("citykit-photo-").FullName;

    [BrowserFact]
    public async Task Photo_OfAWorker_GoesWithTheStepAndIsNotedWhenAnOfficerLooks()
    {
        await using var city = await StartAsync();
        var item = await AtWorkAsync(city);
        await using var worker = await browser.OpenAsync(city.Host, "worker", $"/desk/duty?at=item:{item.Id}");
        await Step(worker, "finish").ClickAsync();
        var form = worker.Page.Locator(".duty-form");
        await form.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "after.jpg", MimeType = "image/jpeg", Buffer = await worker.Page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg }),
        });
        await Assertions.Expect(form.Locator("#step-photo")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^evidence:"));
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(worker.Page.Locator(".duty-said").First).ToContainTextAsync("Done");

        await using var officer = await browser.OpenAsync(city.Host, "duty", $"/desk/duty?at=item:{item.Id}");
        Assert.Empty(await ReadsAsync(city, "duty"));
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "View it" }).ClickAsync();
        var picture = officer.Page.Locator(".duty-evidence img");
        await picture.WaitForAsync();
        Assert.Equal(1440, await picture.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        Assert.Contains("\"purpose\":\"viewing\"", Assert.Single(await ReadsAsync(city, "duty")), StringComparison.Ordinal);
        Assert.Empty(worker.Complaints.Concat(officer.Complaints));
    }

    [BrowserFact]
    public async Task File_ThatIsNoPhoto_IsRefusedInWordsAndTheFormStays()
    {
        await using var city = await StartAsync();
        var item = await AtWorkAsync(city);
        await using var tab = await browser.OpenAsync(city.Host, "worker", $"/desk/duty?at=item:{item.Id}");
        await Step(tab, "finish").ClickAsync();
        var form = tab.Page.Locator(".duty-form");
        var file = form.Locator("input[type=file]");
        await file.SetInputFilesAsync(
            new FilePayload { Name = "note.jpg", MimeType = "image/jpeg", Buffer = "not a picture at all"u8.ToArray() });
        await Assertions.Expect(form.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("The file is no JPEG, PNG or MP4 by its first bytes: send one of these.");
        await file.SetInputFilesAsync(Large());
        await Assertions.Expect(form.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("The file has 21 MiB; a photo may have 20 and a clip 200: choose a smaller one.");
        await Assertions.Expect(form.Locator("#step-photo")).ToHaveValueAsync("");
        Assert.Empty(tab.Complaints);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<DeskCity> StartAsync() => DeskCity.StartAsync(hub: hub => hub.UseEvidence(Path.Combine(folder, "evidence")));

    /// <summary>The order after a fall, when the worker is at it.</summary>
    private static async Task<WorkItem> AtWorkAsync(DeskCity city)
    {
        await city.FallAsync();
        var item = await city.ConfirmAsync();
        (await city.Hub.ExecuteAsync(new StepItem("s-1", item.Id, new WorkCommand("assign")), DeskCity.People["manager"])).OrThrow();
        return (await city.Hub.ExecuteAsync(new StepItem("s-2", item.Id, new WorkCommand("start")), DeskCity.People["worker"]))
            .OrThrow().Item!;
    }

    private string Large()
    {
        var path = Path.Combine(folder, "large.jpg");
        using var file = File.Create(path);
        file.SetLength(21 << 20);
        return path;
    }

    private static ILocator Step(DeskTab tab, string name) => tab.Page.GetByRole(AriaRole.Group, new() { Name = "Steps", Exact = true })
        .GetByRole(AriaRole.Button, new() { NameRegex = new($"^{name}$", System.Text.RegularExpressions.RegexOptions.IgnoreCase) });

    private static async Task<IReadOnlyList<string>> ReadsAsync(DeskCity city, string person)
    {
        var answer = await city.Hub.QueryAsync("reads/own", new Dictionary<string, string>(), DeskCity.People[person]);
        return [.. answer.Rows.Select(row => System.Text.Encoding.UTF8.GetString(row.Span))];
    }
}
