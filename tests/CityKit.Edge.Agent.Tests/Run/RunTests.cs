using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>The agent as a process of its own, against a hub on a port.</summary>
public sealed class RunTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Run_LineToggled_EventAndItsAlertArriveAtTheHub()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await agent.PlayAsync("smoke on");
        await hub.TakesContactAsync("smoke", 1);
        var alert = await hub.TakesAsync(e => e.Kind == EventKind.AlertRaised);
        Assert.Equal("smoke", alert.Fields.TextOf("rule"));
        Assert.Equal(EventFlags.None, alert.Flags);
        var lead = Assert.Single(await hub.Hub.Store.ReadLeadsAsync(default).ToListAsync());
        Assert.Equal("smoke", lead.Rule);
    }

    [Fact]
    public async Task Run_WithoutClock_SmokeIsAtTheHubAtOnceMarkedAndTheReasonIsSaid()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start(null, "--without-clock");
        await agent.SaysAsync("The wall time is unknown: simulated pins without a clock");
        await agent.ReadyAsync();
        await agent.PlayAsync("smoke on");
        await hub.TakesAsync(e => e.Kind == EventKind.AlertRaised);
        var alert = Assert.Single(await hub.Hub.Store.ReadAlertsAsync(default).ToListAsync());
        Assert.Equal(("smoke", true, alert.ReceivedAt), (alert.Rule, alert.TimeUnknown, alert.RaisedAt));
        Assert.True(Assert.Single(await hub.Hub.Store.ReadLeadsAsync(default).ToListAsync()).TimeUnknown);
        var status = await installation.StatusAsync(_ => true);
        Assert.Equal("Unknown", status.GetProperty("clock").GetProperty("quality").GetString());
        var told = await installation.RunAsync("status", "--once", "--data", installation.Folder.Path);
        Assert.Contains("simulated pins without a clock", told.Output);
    }

    [Fact]
    public async Task Run_Sigterm_EndsWithZeroAndTakesItsSocketAway()
    {
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        Assert.True(File.Exists(installation.Folder.Socket));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
            File.GetUnixFileMode(installation.Folder.Socket));
        Assert.Equal(ExitCode.Ok, await agent.TerminateAsync());
        Assert.False(File.Exists(installation.Folder.Socket));
    }

    [Fact]
    public async Task Run_SigkillBeforeTheHubIsThere_NothingThatWasKeptIsLost()
    {
        installation.Enroll();
        await using (var agent = installation.Start())
        {
            await agent.ReadyAsync();
            await agent.PlayAsync("door on");
            await WaitingAsync(1);
            await agent.PlayAsync("door off");
            await WaitingAsync(2);
            await agent.KillAsync();
        }
        await using var hub = await TestHub.StartAsync(installation);
        await using var again = installation.Start();
        await hub.TakesContactAsync("door", 1);
        await hub.TakesContactAsync("door", 0);
        var blind = await hub.TakesAsync(e => e.Kind == EventKind.Blind);
        Assert.Equal("restart", blind.Fields.TextOf("reason"));
    }

    [Fact]
    public async Task Run_DetectorFails_FaultIsAnEventAndTheOthersGoOn()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await agent.PlayAsync("break smoke");
        await agent.PlayAsync("smoke on");
        var fault = await hub.TakesAsync(e => e.Kind == EventKind.Fault && e.Value == 1);
        Assert.Equal(("smoke", "detector-fault"), (fault.Sensor.Value, fault.Fields.TextOf("reason")));
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
        await agent.PlayAsync("smoke off");
        await hub.TakesContactAsync("smoke", 0);
        using var status = await ControlClient.AskAsync(installation.Folder, ControlSocket.StatusWord, default);
        Assert.Equal(1, status!.RootElement.GetProperty("loop").GetProperty("detectorFaults").GetInt64());
    }

    [Fact]
    public async Task Run_SameDataTwice_SecondIsRefusedAndTheFirstGoesOn()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await using var second = installation.Start();
        await second.SaysAsync("is open in another process");
        Assert.Equal(ExitCode.CouldNot, await second.EndAsync());
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
        using var status = await ControlClient.AskAsync(installation.Folder, ControlSocket.StatusWord, default);
        Assert.NotNull(status);
    }

    [Fact]
    public async Task Run_LinesWithoutAChip_SaysWhichAndWhatToDo()
    {
        var result = await installation.RunAsync("run", "--config", installation.Config, "--data", installation.Folder.Path);
        Assert.Equal(ExitCode.CouldNot, result.Code);
        Assert.Contains("No chip is named for smoke, door, water", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public async Task Run_WordNobodyKnows_IsToldWithWhatIsAllowedAndNothingEnds()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await agent.PlayAsync("smok on");
        Assert.Contains("Did you mean 'smoke'", await agent.SaysAsync("Simulated pins"));
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
    }

    [Fact]
    public async Task Run_NoLogFileOfItsOwn_DataFolderHoldsKeyOutboxAndSocketOnly()
    {
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        var names = Directory.EnumerateFileSystemEntries(installation.Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.All(names,
            name => Assert.True(name is "agent.sock" or "device.pem" || name!.StartsWith("outbox.db", StringComparison.Ordinal), name));
    }

    /// <summary>Asks until so many alarms wait.</summary>
    private Task WaitingAsync(long alarms) =>
        installation.StatusAsync(status => status.GetProperty("outbox").GetProperty("alarmsWaiting").GetInt64() >= alarms);
}
