using System.CommandLine;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Loop;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>check FILE</c>: reads a configuration and the files it names, and tells everything that is wrong.</summary>
internal static class CheckCommand
{
    internal static Command Create(EdgeKinds kinds)
    {
        var file = new Argument<string>("FILE") { Description = "The edge.json. 配置文件。", DefaultValueFactory = _ => AgentFolder.InstalledConfiguration };
        var plain = new Option<bool>("--plain-http") { Description = "As for 'run': a hub without TLS is right. 允许不加密连接。" };
        var command = new Command("check", "Checks a configuration and the files it names. Ends with 0 when right, 1 when wrong, 2 when it cannot be read. 检查配置。") { file, plain };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(plain), kinds));
        return command;
    }

    private static int Run(string file, bool isPlainAllowed, EdgeKinds kinds)
    {
        var reader = new AgentConfigurationReader(kinds);
        var configuration = reader.Read(file);
        foreach (var finding in reader.Findings) Console.Out.WriteLine(finding);
        if (configuration is null) return ExitCode.Findings;
        var edge = configuration.Edge;
        string[] refusals = [.. RunRefusals.Of(edge, isPlainAllowed)];
        foreach (var why in refusals) Console.Out.WriteLine($"{file}: {why}");
        if (refusals.Length > 0) return ExitCode.Findings;
        var rules = configuration.Rules?.Rules.Rules.Count(r => r.Where == Sensors.Rules.RuleHost.Edge) ?? 0;
        var channels = edge.Channels.Count == 0 ? "" : $"{edge.Channels.Count} channels, ";
        Console.Out.WriteLine($"{file}: right. Device {edge.Device}, {edge.Lines.Count} lines, {channels}{edge.Sensors.Count} sensors, {rules} rules judged here, hub {edge.Hub?.ToString() ?? "not named"}. 配置正确。");
        if (edge.Hub is null) Console.Out.WriteLine($"{file}: for 'simulate' only: 'run' wants a hub. 未配置中心地址，仅可模拟。");
        if (RunRefusals.WithoutPlace(edge).Any()) Console.Out.WriteLine($"{file}: for simulated pins only, as no line or output names a chip: 'run' wants --simulated. 未指明芯片，仅可模拟运行。");
        foreach (var barriers in edge.Sensors.OfType<BarrierOptions>()) Describe(barriers);
        foreach (var output in edge.Outputs)
            if (output.WhileAlert is { } drive) Describe(output, drive);
        return ExitCode.Ok;
    }

    /// <summary>Whoever mounts a pair of beams reads here what it will not see.</summary>
    private static void Describe(BarrierOptions barriers)
    {
        var area = BarrierArea.Describe(barriers);
        Console.Out.WriteLine($"{barriers.Sensor}: {area.En}\n{barriers.Sensor}：{area.Zh}");
    }

    private static void Describe(OutputConfiguration output, AlertDrive drive)
    {
        var (rules, seconds) = (string.Join(", ", drive.Rules), (long)drive.Longest.TotalSeconds);
        Console.Out.WriteLine($"{output.Name}: {State(!output.SafeState)} while an alert of {rules} stands, at most {seconds} s after the last; else {State(output.SafeState)}.");
        Console.Out.WriteLine($"{output.Name}：{rules} 告警期间动作，最后一次告警后最长 {seconds} 秒，其余时间处于安全状态。");
    }

    private static string State(bool active) => active ? "active" : "inactive";
}
