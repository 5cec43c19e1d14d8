using System.CommandLine;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Hosting;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>run</c>: the service.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var common = new CommonOptions();
        var simulated = new Option<bool>("--simulated") { Description = "Simulated pins in place of the machine's, moved by script steps on standard input. 使用模拟引脚。" };
        var command = new Command("run", "Runs the agent until it is told to end. 运行代理。") { common.Config, common.Data, simulated };
        command.SetAction((parsed, cancel) =>
        {
            var configuration = AgentConfigurationReader.Load(common.File(parsed));
            if (configuration.Edge.Hub is null) throw new AgentRefusedException($"{configuration.File} names no hub: add \"hub\": {{\"url\": \"https://...\"}}. Nothing seen would ever be sent. 未配置中心地址。");
            return new AgentHost(configuration, common.Folder(parsed), parsed.GetValue(simulated)).RunAsync(cancel);
        });
        return command;
    }
}
