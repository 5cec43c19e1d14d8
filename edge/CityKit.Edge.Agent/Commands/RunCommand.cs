using System.CommandLine;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Updates;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>run</c>: the service.</summary>
internal static class RunCommand
{
    private static readonly Duration Longest = Duration.FromHours(24);

    internal static Command Create(TimeProvider time, EdgeBuilder edge)
    {
        var common = new CommonOptions();
        var simulated = new Option<bool>("--simulated")
        {
            Description = "Simulated pins in place of the machine's, moved by script steps on standard input. 使用模拟引脚。",
        };
        var still = new Option<bool>("--stand-still")
        {
            Description = "Simulated pins whose time stands still, as if the chips hung. 模拟引脚停走。",
        };
        var clockless = new Option<bool>("--without-clock")
        {
            Description = "Simulated pins of a device whose clock is not set: alarms go at once, marked. 模拟时钟未校准的设备。",
        };
        var ask = new Option<string>("--ask-every")
        {
            Description = "How often the hub is asked for a configuration and a release. 询问配置与版本的间隔。",
            HelpName = "TIME",
            DefaultValueFactory = _ => "5m",
        };
        var healthy = new Option<string>("--healthy-within")
        {
            Description = "How long a new configuration or release has to come up healthy. 新配置或新版本的试运行时限。",
            HelpName = "TIME",
            DefaultValueFactory = _ => "2m",
        };
        var plain = new Option<bool>("--plain-http")
        {
            Description = "Speaks to a hub without TLS, as within a tunnel of your own. 允许不加密连接。",
        };
        var packages = new Option<string?>("--update-folder")
        {
            Description = "A folder of signed packages that is looked at besides the hub, such as a stick's. 另行查看的发布包目录。",
            HelpName = "DIR",
        };
        var command = new Command("run", "Runs the agent until it is stopped. 运行代理。")
        {
            common.Config, common.Data, simulated, still, clockless, ask, healthy, plain, packages,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (askEvery, healthyWithin) = (TimeText.Option("--ask-every", parsed.GetValue(ask)!, Longest),
                TimeText.Option("--healthy-within", parsed.GetValue(healthy)!, Longest));
            using var loggers = LoggerFactory.Create(AgentLogging.Add);
            return await new Launcher(common.Folder(parsed), healthyWithin, loggers).RunAsync(releases => RunAsync(parsed, releases));

            Task<int> RunAsync(ParseResult parsed, AgentReleases releases)
            {
                var pins = parsed.GetValue(still) ? PinChoice.StandStill
                    : parsed.GetValue(clockless) ? PinChoice.WithoutClock
                    : parsed.GetValue(simulated) ? PinChoice.Simulated : PinChoice.Machine;
                var configuration = RunRefusals.Read(common.File(parsed), edge.Kinds, parsed.GetValue(plain), pins, out var wrong)
                    ?? throw new AgentRefusedException(string.Join('\n', wrong));
                var bundles = new BundleSetup(askEvery, healthyWithin) { IsPlainAllowed = parsed.GetValue(plain), Kinds = edge.Kinds };
                return new AgentHost(configuration, common.Folder(parsed), pins, bundles, releases,
                    new UpdateSetup(askEvery, healthyWithin, parsed.GetValue(packages)), edge, time).RunAsync(cancel);
            }
        });
        return command;
    }
}
