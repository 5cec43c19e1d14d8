using System.CommandLine;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Simulation;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>simulate</c>: the configuration on simulated pins, to see what events come of what happens.</summary>
internal static class SimulateCommand
{
    internal static Command Create(TimeProvider time, EdgeKinds kinds)
    {
        var common = new CommonOptions();
        var script = new Argument<string?>("SCRIPT")
        {
            Description = "Steps, one a line: 'wait 2m', 'smoke on', 'water pulse 80ms x 40 every 3s', 'cellar = 21500'. "
                + "Without it keys move the lines. 脚本文件；省略时用键盘。",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--heartbeats") { Description = "Shows heartbeats too. 同时显示心跳。" };
        var command = new Command("simulate",
            "Plays a script, or keys, on simulated pins with this configuration, and shows the events. Nothing is sent or kept. 模拟运行。")
        {
            script, common.Config, all,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var configuration = AgentConfigurationReader.Load(common.File(parsed), kinds);
            await using var simulation = new SimulatedEdge(configuration, Console.Out, parsed.GetValue(all), time);
            if (parsed.GetValue(script) is { } file) return await new ScriptPlayer(simulation, Console.Out).PlayAsync(file, cancel);
            if (Console.IsInputRedirected)
                throw new AgentRefusedException("simulate needs a script, or a terminal for keys. 须提供脚本，或在终端中运行。");
            await new KeyPlayer(simulation, configuration.Edge, time).PlayAsync(cancel);
            return ExitCode.Ok;
        });
        return command;
    }
}
