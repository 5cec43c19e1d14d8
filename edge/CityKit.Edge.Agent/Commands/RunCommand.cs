using System.CommandLine;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Hosting;
using NodaTime;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>run</c>: the service.</summary>
internal static class RunCommand
{
    private static readonly Duration Longest = Duration.FromHours(24);

    internal static Command Create(TimeProvider time, EdgeBuilder edge)
    {
        var common = new CommonOptions();
        var simulated = new Option<bool>("--simulated") { Description = "Simulated pins in place of the machine's, moved by script steps on standard input. 使用模拟引脚。" };
        var still = new Option<bool>("--stand-still") { Description = "Simulated pins whose time stands still, as if the chips hung. 模拟引脚停走。" };
        var ask = new Option<string>("--ask-every") { Description = "How often the hub is asked for a configuration. 询问配置的间隔。", HelpName = "TIME", DefaultValueFactory = _ => "5m" };
        var healthy = new Option<string>("--healthy-within") { Description = "How long a new configuration has to come up healthy. 新配置的试运行时限。", HelpName = "TIME", DefaultValueFactory = _ => "2m" };
        var plain = new Option<bool>("--plain-http") { Description = "Speaks to a hub without TLS, as within a tunnel of your own. 允许不加密连接。" };
        var command = new Command("run", "Runs the agent until it is told to end. 运行代理。") { common.Config, common.Data, simulated, still, ask, healthy, plain };
        command.SetAction((parsed, cancel) =>
        {
            var configuration = AgentConfigurationReader.Load(common.File(parsed), edge.Kinds);
            if (configuration.Edge.Hub is null) throw new AgentRefusedException($"{configuration.File} names no hub: add \"hub\": {{\"url\": \"https://...\"}}. Nothing seen would ever be sent. 未配置中心地址。");
            if (HubTrust.WhyNot(configuration.Edge.Hub, parsed.GetValue(plain)) is { } why) throw new AgentRefusedException(why);
            var pins = parsed.GetValue(still) ? PinChoice.StandStill : parsed.GetValue(simulated) ? PinChoice.Simulated : PinChoice.Machine;
            var bundles = new BundleSetup(TimeText.Option("--ask-every", parsed.GetValue(ask)!, Longest), TimeText.Option("--healthy-within", parsed.GetValue(healthy)!, Longest)) { IsPlainAllowed = parsed.GetValue(plain), Kinds = edge.Kinds };
            return new AgentHost(configuration, common.Folder(parsed), pins, bundles, edge, time).RunAsync(cancel);
        });
        return command;
    }
}
