using System.CommandLine;
using CityKit.Core;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Loop;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>check FILE</c>: reads a configuration and the files it names, and reports everything that is wrong.</summary>
internal static class CheckCommand
{
    internal static Command Create(EdgeKinds kinds)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The edge.json. 设备配置文件 edge.json。",
            DefaultValueFactory = _ => AgentFolder.InstalledConfiguration,
        };
        var plain = new Option<bool>("--plain-http") { Description = "As in 'run': a hub without TLS is allowed. 同 run：允许中枢不加密。" };
        var simulated = new Option<bool>("--simulated")
        {
            Description = "As in 'run': lines and outputs need no chip. 同 run：线路与输出可不指明芯片（模拟引脚）。",
        };
        var command = new Command("check",
            "Checks a configuration and the files it names. Ends with 0 when 'run' takes it, 1 when not, 2 when it cannot be read. "
                + "检查配置及其引用的文件。")
        {
            file, plain, simulated,
        };
        command.SetAction(parsed =>
            Run(parsed.GetValue(file)!, parsed.GetValue(plain),
                parsed.GetValue(simulated) ? PinChoice.Simulated : PinChoice.Machine, kinds));
        return command;
    }

    private static int Run(string file, bool isPlainAllowed, PinChoice pins, EdgeKinds kinds)
    {
        var configuration = RunRefusals.Read(file, kinds, isPlainAllowed, pins, out var wrong);
        foreach (var why in wrong) Console.Out.WriteLine(why);
        if (configuration is null) return ExitCode.Findings;
        var edge = configuration.Edge;
        var rules = configuration.Rules?.Rules.Rules.Count(r => r.Where == Sensors.Rules.RuleHost.Edge) ?? 0;
        var channels = edge.Channels.Count == 0 ? "" : $"{edge.Channels.Count} channels, ";
        Console.Out.WriteLine(
            $"{file}: right. Device {edge.Device}, {edge.Lines.Count} lines, {channels}{edge.Sensors.Count} sensors, "
                + $"{rules} rules judged here, hub {edge.Hub}. 配置正确。");
        if (Named(edge) is { Length: > 0 } named) Console.Out.WriteLine($"{file}: names for people: {string.Join(", ", named)}. 显示名称。");
        foreach (var barriers in edge.Sensors.OfType<BarrierOptions>()) Describe(barriers);
        foreach (var output in edge.Outputs)
            if (output.WhileAlert is { } drive) Describe(output, drive);
        return ExitCode.Ok;
    }

    private static string[] Named(EdgeConfiguration edge)
    {
        (string Name, ItemLabel Label)[] all = [.. edge.Lines.Select(l => (l.Name, l.Label)),
            .. edge.Channels.Select(c => (c.Name, c.Label)), .. edge.Outputs.Select(o => (o.Name, o.Label))];
        return [.. all.Where(item => item.Label != ItemLabel.None)
            .Select(item => item.Name + (item.Label.Text is { } text ? $" “{text}”" : "")
                + (item.Label.Unit is { } unit ? $" in {unit}" : ""))];
    }

    /// <summary>What a pair of beams covers, and what it will not see.</summary>
    private static void Describe(BarrierOptions barriers)
    {
        var area = BarrierArea.Describe(barriers);
        Console.Out.WriteLine($"{barriers.Sensor}: {area.En}\n{barriers.Sensor}：{area.Zh}");
    }

    private static void Describe(OutputConfiguration output, AlertDrive drive)
    {
        var (rules, seconds) = (string.Join(", ", drive.Rules), (long)drive.Longest.TotalSeconds);
        var (acting, safe) = (State(!output.SafeState), State(output.SafeState));
        var text = new LocalizedText($"{output.Name}：{rules} 告警期间{acting.Zh}，最后一次告警后最长 {seconds} 秒；其余时间{safe.Zh}。",
            $"{output.Name}: {acting.En} while an alert of {rules} is open, at most {seconds} s after the last; else {safe.En}.");
        Console.Out.WriteLine($"{text.En}\n{text.Zh}");
    }

    private static LocalizedText State(bool active) => active ? new("动作", "active") : new("不动作", "inactive");
}
