using System.Diagnostics;
using System.Globalization;
using CityKit.Samples.District.Judging;
using CityKit.Samples.District.Nodes;
using CityKit.Samples.District.Showing;
using CityKit.Shared.PostgreSql;
using Spectre.Console;

namespace CityKit.Samples.District.Running;

/// <summary>The sample: a district that runs and loses a node every so often, and what there is to see of it.</summary>
internal sealed class DistrictShow(DistrictOptions options, ShowOptions show, IAnsiConsole console)
{
    private readonly Stopwatch up = new();
    private readonly Random random = new(options.Seed);

    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing was lost and nothing is there twice.</returns>
    internal async Task<int> RunAsync(CancellationToken stop)
    {
        using var server = show.ConnectionString is null ? new PrivatePostgres() : null;
        var logs = Directory.CreateTempSubdirectory("citykit-district-").FullName;
        console.WriteLine(
            $"{options.Nodes} nodes, {options.Partitions} partitions, {options.Devices} devices; the nodes log to {logs}. 节点日志见该文件夹。");
        await using var run = new DistrictRun(options, show.ConnectionString ?? server!.ConnectionTo("postgres"), logs);
        await run.StartAsync(stop);
        up.Start();
        var view = new DistrictView(run);
        var chaos = new Chaos(run, server, view.Tell);
        await Task.WhenAll(ShowAsync(run, view, stop), HarmAsync(chaos, stop));
        console.WriteLine("The load ends, and the nodes hand over and end. 停止负载，各节点交接退出。");
        return Tell(run, chaos, await run.FinishAsync(CancellationToken.None));
    }

    private bool IsOver(CancellationToken stop) => stop.IsCancellationRequested || up.Elapsed >= show.Time;

    private async Task ShowAsync(DistrictRun run, DistrictView view, CancellationToken stop)
    {
        if (console.Profile.Capabilities.Interactive)
            await console.Live(new Text("")).StartAsync(
                live => RepeatAsync(run, verdict => live.UpdateTarget(view.Draw(verdict, up.Elapsed)), stop));
        else
            await RepeatAsync(
                run, verdict => console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{up.Elapsed:mm\\:ss} {verdict}")), stop);
    }

    private async Task RepeatAsync(DistrictRun run, Action<Verdict> draw, CancellationToken stop)
    {
        while (!IsOver(stop))
        {
            if (await run.LookAsync() is { } verdict) draw(verdict);
            await Task.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Kills a node after each pause, and starts it again.</summary>
    private async Task HarmAsync(Chaos chaos, CancellationToken stop)
    {
        while (true)
        {
            var next = up.Elapsed + show.Between;
            while (up.Elapsed < next && !IsOver(stop)) await Task.Delay(200, CancellationToken.None);
            if (IsOver(stop)) return;
            var node = random.Next(options.Nodes);
            await chaos.KillAsync(node, CancellationToken.None);
            await chaos.JoinAsync(node, CancellationToken.None);
        }
    }

    private int Tell(DistrictRun run, Chaos chaos, Verdict verdict)
    {
        foreach (var report in run.Report(chaos.Incidents)) console.WriteLine(report.ToString());
        foreach (var finding in verdict.Findings.Take(20)) console.MarkupLineInterpolated($"[red]{finding}[/]");
        console.MarkupLineInterpolated($"[{(verdict.IsSound ? "green" : "red")}]{verdict}[/]");
        return verdict.IsSound ? 0 : 1;
    }
}
