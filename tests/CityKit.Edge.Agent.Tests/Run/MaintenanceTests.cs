using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Run;

public sealed class MaintenanceTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Maintenance_OnWhileRunning_EventsAreTestsAndOpenNoLeadUntilItIsOff()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        Assert.Contains("Maintenance mode is on", (await CommandAsync("on", "--for", "1h")).Output);
        await agent.PlayAsync("smoke on");
        Assert.Equal(EventFlags.Test, (await hub.TakesContactAsync("smoke", 1)).Flags);
        Assert.Equal(EventFlags.Test, (await hub.TakesAsync(e => e.Kind == EventKind.AlertRaised)).Flags);
        await agent.PlayAsync("door on");
        Assert.Equal(EventFlags.Test, (await hub.TakesContactAsync("door", 1)).Flags);
        Assert.Empty(await hub.Hub.Store.ReadLeadsAsync(default).ToListAsync());
        await agent.PlayAsync("door off");
        await hub.TakesContactAsync("door", 0);
        Assert.Contains("Maintenance mode is off", (await CommandAsync("off")).Output);
        await agent.PlayAsync("door on");
        Assert.Equal(EventFlags.None, (await hub.TakesContactAsync("door", 1)).Flags);
        Assert.Single(await hub.Hub.Store.ReadLeadsAsync(default).ToListAsync());
    }

    [Fact]
    public async Task Maintenance_AgentKilledAndStartedAgain_LastsAndThenEndsByItself()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using (var agent = installation.Start())
        {
            await agent.ReadyAsync();
            await CommandAsync("on", "--for", "1h");
            await agent.KillAsync();
        }
        await using var again = installation.Start();
        await again.SaysAsync("Maintenance mode is on for another");
        await again.PlayAsync("door on");
        Assert.Equal(EventFlags.Test, (await hub.TakesContactAsync("door", 1)).Flags);
        await CommandAsync("on", "--for", "2s");
        await again.SaysAsync("Maintenance mode is off");
        await again.PlayAsync("door off");
        Assert.Equal(EventFlags.None, (await hub.TakesContactAsync("door", 0)).Flags);
        Assert.False(File.Exists(installation.Folder.Maintenance));
    }

    [Fact]
    public async Task Maintenance_NoAgentRuns_SaysThatItCountsLater()
    {
        var result = await CommandAsync("on");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("counts when it starts", result.Output);
        Assert.True(File.Exists(installation.Folder.Maintenance));
    }

    [Theory]
    [InlineData("25h")]
    [InlineData("0s")]
    [InlineData("soon")]
    public async Task Maintenance_LengthThatIsNone_IsRefused(string length)
    {
        var result = await CommandAsync("on", "--for", length);
        Assert.Equal(ExitCode.CouldNot, result.Code);
        Assert.Contains($"not '{length}'", result.Error);
    }

    private Task<CommandResult> CommandAsync(string what, params string[] more) =>
        installation.RunAsync(["maintenance", what, "--data", installation.Folder.Path, .. more]);
}
