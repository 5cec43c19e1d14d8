using CityKit.Edge.Agent.Hosting;

namespace CityKit.Edge.Agent.Commands;

/// <summary>For commands that need the agent stopped.</summary>
internal static class Running
{
    /// <exception cref="AgentRefusedException">The agent runs.</exception>
    internal static async Task RefuseAsync(AgentFolder folder, CancellationToken cancel)
    {
        using var status = await ControlClient.AskAsync(folder, ControlSocket.StatusWord, cancel);
        if (status is not null)
            throw new AgentRefusedException("The agent runs: stop it first (systemctl stop citykit-edge). 代理正在运行，请先停止。");
    }
}
