using System.Text.Json;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Commands;

public sealed class StatusTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Status_AgentRuns_ShowsItsStateInWordsAndInJson()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
        var text = await installation.RunAsync("status", "--data", installation.Folder.Path);
        Assert.Equal((ExitCode.Ok, ""), (text.Code, text.Error));
        Assert.Contains("lines          smoke off, door ON, water off", text.Output);
        using var json = JsonDocument.Parse((await installation.RunAsync("status", "--json", "--data", installation.Folder.Path)).Output);
        Assert.Equal(agent.ProcessId, json.RootElement.GetProperty("processId").GetInt32());
        Assert.Equal(installation.Enroll().Fingerprint, json.RootElement.GetProperty("key").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("loop").GetProperty("edges").GetInt64());
    }

    [Fact]
    public async Task Status_NoAgent_EndsWithTwoAndSaysWhereToLook()
    {
        var result = await installation.RunAsync("status", "--data", installation.Folder.Path);
        Assert.Equal(ExitCode.CouldNot, result.Code);
        Assert.Contains("systemctl status citykit-edge", result.Error);
    }
}
