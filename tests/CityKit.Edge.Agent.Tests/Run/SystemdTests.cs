using System.Net.Sockets;
using System.Text;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>What the agent tells a service manager, on the datagram socket of sd_notify(3).</summary>
public sealed class SystemdTests : IDisposable
{
    private readonly Installation installation = new();
    private readonly Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public void Dispose()
    {
        manager.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task Run_UnderAManager_TellsReadyThenFeedsTheWatchdogThenStopping()
    {
        var path = installation.At("notify.sock");
        manager.Bind(new UnixDomainSocketEndPoint(path));
        await using var agent =
            installation.Start(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "600000" });
        Assert.StartsWith("READY=1\nSTATUS=Device test-edge-1", await NextAsync());
        for (var fed = 0; fed < 3; fed++) Assert.Equal("WATCHDOG=1", await NextAsync());
        var ended = agent.TerminateAsync();
        var last = "";
        while (last != "STOPPING=1") last = await NextAsync();
        Assert.Equal(ExitCode.Ok, await ended);
    }

    [Fact]
    public async Task Run_LogGoesToTheJournal_LinesBeginWithTheirLevel()
    {
        await using var agent = installation.Start(new Dictionary<string, string> { ["JOURNAL_STREAM"] = "8:1" });
        Assert.StartsWith("<6>", await agent.ReadyAsync());
    }

    [Fact]
    public async Task Run_ManagerThatIsGone_GoesOn()
    {
        await using var agent = installation.Start(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = installation.At("nobody.sock") });
        await agent.SaysAsync("systemd is not notified");
        Assert.Equal(ExitCode.Ok, await agent.TerminateAsync());
    }

    private async Task<string> NextAsync()
    {
        var message = new byte[4096];
        using var patience = new CancellationTokenSource(AgentProcess.Patience);
        return Encoding.UTF8.GetString(message, 0, await manager.ReceiveAsync(message, patience.Token));
    }
}
