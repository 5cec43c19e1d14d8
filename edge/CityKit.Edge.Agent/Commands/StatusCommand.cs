using System.CommandLine;
using System.Text.Json;
using CityKit.Edge.Agent.Hosting;
using Spectre.Console;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>status</c>: the state of the running agent, once or live.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    internal static Command Create(TimeProvider time)
    {
        var common = new CommonOptions();
        var json = new Option<bool>("--json") { Description = "One line of JSON. 输出 JSON。" };
        var once = new Option<bool>("--once") { Description = "Once, and not live. 只显示一次。" };
        var command = new Command("status", "Shows the state of the running agent; live in a terminal. 显示运行状态。")
        {
            common.Data, json, once,
        };
        command.SetAction((parsed, cancel) =>
        {
            var live = !parsed.GetValue(once) && !Console.IsOutputRedirected;
            return RunAsync(common.Folder(parsed), parsed.GetValue(json), live ? time : null, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(AgentFolder folder, bool json, TimeProvider? live, CancellationToken cancel)
    {
        using var status = await AskAsync(folder, cancel);
        if (json) Console.Out.WriteLine(status.RootElement.GetRawText());
        else if (live is not null) await ShowLiveAsync(folder, status.RootElement, live, cancel);
        else foreach (var (name, value) in StatusText.Rows(status.RootElement)) Console.Out.WriteLine($"{name,-14} {value}");
        return ExitCode.Ok;
    }

    private static Task ShowLiveAsync(AgentFolder folder, JsonElement first, TimeProvider time, CancellationToken cancel) =>
        AnsiConsole.Live(Table(first)).StartAsync(async view =>
        {
            using var timer = new PeriodicTimer(Refresh, time);
            while (await timer.WaitForNextTickAsync(cancel))
            {
                using var status = await AskAsync(folder, cancel);
                view.UpdateTarget(Table(status.RootElement));
            }
        });

    private static Table Table(JsonElement status)
    {
        var table = new Table().HideHeaders().AddColumn("").AddColumn("");
        foreach (var (name, value) in StatusText.Rows(status)) table.AddRow(new Text(name), new Text(value));
        return table;
    }

    private static async Task<JsonDocument> AskAsync(AgentFolder folder, CancellationToken cancel) =>
        await ControlClient.AskAsync(folder, ControlSocket.StatusWord, cancel)
        ?? throw new AgentRefusedException(
            $"No agent runs with the data in {folder.Path}: 'systemctl status citykit-edge' says why. "
                + $"没有代理使用 {folder.Path} 中的数据运行，原因见 systemctl status citykit-edge。");
}
