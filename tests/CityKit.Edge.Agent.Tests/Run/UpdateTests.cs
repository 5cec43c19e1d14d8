using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>Releases of the agent: the hub in this process, the agent in one of its own, and another release in that one's place.</summary>
public sealed class UpdateTests : IDisposable
{
    private const long Newer = 9_000_000_000;
    private readonly Installation installation = new();
    private readonly DeviceKey hubKey = DeviceKey.Create();
    private readonly ReleaseBench bench;

    public UpdateTests()
    {
        bench = new ReleaseBench(installation, hubKey);
        Directory.CreateDirectory(installation.Folder.Path);
        HubKeyFile.Bundles(installation.Folder).Pin(hubKey.Public, []);
    }

    public void Dispose()
    {
        hubKey.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task Run_NewerReleaseAtTheHub_TakesTheProcesssPlaceProvesItselfAndTheHubKnows()
    {
        bench.Agent(Newer);
        await using var hub = await TestHub.StartAsync(installation, hubKey.Public);
        await using (var agent = Start())
        {
            var before = await hub.TakesAsync(e => e.Kind == EventKind.Running);
            Assert.Equal((0, ReleaseBench.Runtime), (before.Fields.NumberOf("trial"), before.Fields.TextOf("runtime")));
            await agent.PlayAsync("door on");
            await hub.TakesContactAsync("door", 1);
            await hub.OfferAsync(Newer);
            var status = await InForceAsync(Newer);
            Assert.Equal(agent.ProcessId, status.GetProperty("processId").GetInt32());
            Assert.Equal(("9.0.9000000000", before.Value), (Agent(status).GetProperty("version").GetString(), Of(status, "installed")));
            await hub.TakesContactAsync("door", 0); // its simulated pins begin inactive, and it goes on from the state that was kept
            await hub.TakesAsync(e => e.Kind == EventKind.Running && e.Value == Newer && e.Fields.NumberOf("trial") == 0);
            Assert.Equal((Newer, "9.0.9000000000", false, 0L),
                (hub.Device.Agent.Number, hub.Device.Agent.Version, hub.Device.Agent.IsOnTrial, hub.Device.Agent.Failed));
            await agent.KillAsync();
        }
        await using var again = Start();
        Assert.False(Agent(await InForceAsync(Newer)).GetProperty("onTrial").GetBoolean());
        Assert.Contains($"9.0.9000000000, number 9000000000, {ReleaseBench.Runtime}, a release;",
            (await installation.RunAsync("status", "--data", installation.Folder.Path)).Output);
        Assert.Equal(0, await again.TerminateAsync());
        Assert.Contains("ok    agent      9.0.9000000000, number 9000000000 is in force", await DoctorAsync());
    }

    [Fact]
    public async Task Run_ReleaseThatEndsAtOnce_IsRolledBackAfterThreeStartsAndTheHubKnowsWhy()
    {
        bench.Broken(Newer);
        await using var hub = await TestHub.StartAsync(installation, hubKey.Public);
        await using (var agent = Start())
        {
            await hub.OfferAsync(Newer);
            Assert.NotEqual(0, await agent.EndAsync()); // as systemd sees it; it starts the unit again
        }
        for (var start = 2; start <= 3; start++)
        {
            await using var broken = Start();
            Assert.NotEqual(0, await broken.EndAsync());
        }
        await using var installed = Start();
        var fault = await hub.TakesAsync(e => e.Fields.TextOf("reason") == "agent-rolled-back");
        Assert.Equal((1L, Newer, "not healthy in 3 starts"),
            (fault.Value, fault.Fields.NumberOf("version"), fault.Fields.TextOf("detail")));
        Assert.Equal((Newer, "not healthy in 3 starts"), (hub.Device.Agent.Failed, hub.Device.Agent.FailedWhy));
        await installed.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
        Assert.Contains("warn  agent      the installed program is in force", await DoctorAsync());
    }

    [Fact]
    public async Task Run_ReleaseThatNeverComesUpHealthy_GivesWayByItselfToTheInstalledProgram()
    {
        bench.Agent(Newer);
        await using var hub = await TestHub.StartAsync(installation, hubKey.Public);
        await using var agent = Start("--stand-still", "--healthy-within", "500ms");
        await hub.OfferAsync(Newer);
        var status = await installation.StatusAsync(s => Of(s, "rolledBack") == Newer && Of(s, "number") == Of(s, "installed"));
        Assert.Equal("no commit in time", Agent(status).GetProperty("rolledBackWhy").GetString());
        Assert.Equal(agent.ProcessId, status.GetProperty("processId").GetInt32());
    }

    [Fact]
    public async Task Update_PackageGivenByHand_IsTakenByTheRunningAgentAndGivenBackByHand()
    {
        var package = bench.Agent(Newer);
        await using var hub = await TestHub.StartAsync(installation, hubKey.Public);
        await using (var agent = installation.Start())
        {
            await agent.ReadyAsync();
            var given = await UpdateAsync(package);
            Assert.True(given.Code == ExitCode.Ok, given.Error);
            await InForceAsync(Newer);
            Assert.Empty(Directory.GetFiles(installation.Folder.Inbox));
            Assert.Contains("is installed or was taken before", (await UpdateAsync(package)).Error);
            Assert.Equal(0, await agent.TerminateAsync());
        }
        Assert.Contains("rolled back    number 9000000000: by hand", (await UpdateAsync("--back")).Output);
        Assert.Contains("in force       the installed program", (await UpdateAsync()).Output);
    }

    [Fact]
    public async Task Run_PackageInAFolder_IsTakenAndTheFolderStaysAsItIs()
    {
        var package = bench.Agent(Newer);
        await using var hub = await TestHub.StartAsync(installation, hubKey.Public);
        await using var agent = Start("--update-folder", bench.Shelf);
        await InForceAsync(Newer);
        Assert.True(File.Exists(package));
    }

    [Fact]
    public async Task Update_PackageOfAStranger_IsRefusedAndNothingChanges()
    {
        using var stranger = DeviceKey.Create();
        var package = new ReleaseBench(installation, stranger).Broken(Newer);
        var given = await UpdateAsync(package);
        Assert.Equal(ExitCode.CouldNot, given.Code);
        Assert.Contains("is not signed with the hub's key", given.Error);
        Assert.False(Directory.Exists(installation.Folder.Inbox));
    }

    private static JsonElement Agent(JsonElement status) => status.GetProperty("agent");

    private static long Of(JsonElement status, string member) => Agent(status).GetProperty(member).GetInt64();

    private AgentProcess Start(params string[] more) => installation.Start(null, ["--ask-every", "200ms", .. more]);

    private Task<JsonElement> InForceAsync(long number) =>
        installation.StatusAsync(s => Of(s, "number") == number && !Agent(s).GetProperty("onTrial").GetBoolean());

    private Task<CommandResult> UpdateAsync(params string[] arguments) =>
        installation.RunAsync(["update", .. arguments, "--data", installation.Folder.Path]);

    private async Task<string> DoctorAsync() =>
        (await installation.RunAsync("doctor", "--simulated", "--config", installation.Config, "--data", installation.Folder.Path)).Output;
}
