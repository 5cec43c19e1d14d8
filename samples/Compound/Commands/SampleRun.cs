using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.Timeline;
using Spectre.Console;

namespace CityKit.Samples.Compound.Commands;

/// <summary>One run of the sample, from its options to its exit code.</summary>
internal sealed class SampleRun(SampleOptions options, IAnsiConsole console)
{
    private static readonly string[] Shown = ["operator", "duty-desk", "property-manager", "resident"];
    private const int Interrupted = 130; // as a shell reports Ctrl-C

    /// <summary>Runs.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var scenario = ScenarioReader.Read(options.Scenario);
        ScenarioCheck.Check(scenario);
        var folder = DataFolder.Open(options.Data);
        using var only = folder.Lock();
        if (options.Fresh) folder.Clear();
        IStory story = options.Json ? new NoStory() : new ConsoleStory(scenario, console);
        Say($"{scenario.Name} · data in {folder.Path}");
        var done = await TellAsync(scenario, folder, story, cancellation);
        if (done && !options.Once && !options.Json && !options.Serve) WaitForKey();
        return done ? 0 : Interrupted;
    }

    private async Task<bool> TellAsync(Scenario scenario, DataFolder folder, IStory story, CancellationToken cancellation)
    {
        await using var driver = await Driver.StartAsync(scenario, folder, options.Driver, story, cancellation);
        var was = driver.IsDone;
        if (!was && driver.Reached > scenario.Start)
            Say($"Going on from {driver.Reached.InZone(scenario.Zone).LocalDateTime:uuuu-MM-dd HH:mm:ss}, where the last run stopped. "
                + "从上次中断处继续。");
        var done = was || await driver.RunAsync(new Pace(options.Speed, driver.Reached, TimeProvider.System), cancellation);
        Show(await driver.TotalsAsync());
        if (was) Say("This run was over already; --fresh starts another. 已全部完成，用 --fresh 重新开始。");
        if (done && options.Serve) await ServeAsync(scenario, driver, cancellation);
        if (!done)
            Say($"Stopped at {driver.Reached.InZone(scenario.Zone).LocalDateTime:uuuu-MM-dd HH:mm:ss}; run again to go on. 已停止，再次运行即可继续。");
        return done;
    }

    private async Task ServeAsync(Scenario scenario, Driver driver, CancellationToken cancellation)
    {
        var api = new Uri(driver.HubAddress, "citykit/v1/");
        Say($"The duty desk is open: {driver.HubAddress}  Sign in as one of four people, and let something happen. Ctrl-C ends it. "
            + "值班台已打开，可选四种身份登录，按 Ctrl-C 结束。");
        Say($"The API is up as well, with a page to try it: {api} 接口同时在线：");
        foreach (var person in scenario.People.Where(p => Shown.Contains(p.Id)))
            Say($"  {person.Key,-28} {string.Join(", ", person.Roles.Concat(person.Places))}, {person.Body}");
        Say($"""  curl -H "CityKit-Key: demo-key-duty-desk" "{api}items?state=all&limit=2" """);
        await driver.ServeAsync(TimeProvider.System, cancellation);
    }

    private void Show(Totals totals)
    {
        if (options.Json) console.Profile.Out.Writer.WriteLine(totals.ToJson().ToJsonString());
        else SummaryTable.Show(console, totals);
    }

    private void Say(string text)
    {
        if (!options.Json) console.MarkupLine($"[grey]{Markup.Escape(text)}[/]");
    }

    private void WaitForKey()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected) return;
        Say("Press any key to end. 按任意键结束。");
        Console.ReadKey(intercept: true);
    }
}
