using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>Configurations from the hub: the hub in this process, the agent in one of its own.</summary>
public sealed class BundleTests : IDisposable
{
    private readonly Installation installation = new();
    private readonly DeviceKey hubKey = DeviceKey.Create();

    public void Dispose()
    {
        hubKey.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task Run_GoodBundleAtTheHub_IsInForceWithinTheSameProcessAndAlsoAfterAKill()
    {
        await using var hub = await StartHubAsync();
        await using (var agent = Start())
        {
            await agent.ReadyAsync();
            await agent.PlayAsync("door on");
            await hub.TakesContactAsync("door", 1);
            await hub.PublishAsync(Bundle(1, WithGate));
            var status = await InForceAsync(1);
            Assert.Equal(agent.ProcessId, status.GetProperty("processId").GetInt32());
            Assert.False(status.GetProperty("lines").GetProperty("gate").GetBoolean());
            await agent.PlayAsync("gate on");
            await hub.TakesContactAsync("gate", 1);
            await agent.KillAsync();
        }
        await using var again = Start();
        await InForceAsync(1);
        await again.PlayAsync("gate on");
        await again.PlayAsync("gate off");
        await hub.TakesContactAsync("gate", 0);
    }

    [Fact]
    public async Task Run_BundleThatCannotRunHere_IsRefusedWithThePlaceAndALaterOneIsTaken()
    {
        await using var hub = await StartHubAsync();
        await using var agent = Start();
        await agent.ReadyAsync();
        await hub.PublishAsync(Bundle(1, edge => edge["sensors"]![0]!["kind"] = "kontact"));
        var status = await installation.StatusAsync(s => Of(s, "refused") == 1);
        Assert.Equal(0, Of(status, "version"));
        Assert.Contains("edge.json: Line", status.GetProperty("configuration").GetProperty("refusedWhy").GetString());
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
        await hub.PublishAsync(Bundle(2, WithGate));
        await InForceAsync(2);
    }

    [Fact]
    public async Task Run_BundleNamesAHubWithoutTls_IsRefused()
    {
        await using var hub = await StartHubAsync();
        await using var agent = Start();
        await hub.PublishAsync(Bundle(1, edge => edge["hub"]!["url"] = "http://hub.example/"));
        var status = await installation.StatusAsync(s => Of(s, "refused") == 1);
        Assert.Contains("http://hub.example/ is without TLS", status.GetProperty("configuration").GetProperty("refusedWhy").GetString());
        Assert.Equal(0, Of(status, "version"));
    }

    [Fact]
    public async Task Run_BundleUnderWhichNothingOpens_IsRolledBackAndTheHubIsTold()
    {
        await using var hub = await StartHubAsync();
        await using var agent = Start();
        await hub.PublishAsync(Bundle(1, WithGate));
        await InForceAsync(1);
        File.WriteAllText(Path.Combine(installation.Folder.Path, "evidence"), "in the way of the folder");
        await hub.PublishAsync(Bundle(2, WithEvidence));
        var fault = await hub.TakesAsync(e => e.Fields.TextOf("reason") == "configuration-rolled-back");
        Assert.Equal((1L, 2L, 1L), (fault.Value, fault.Fields.NumberOf("version"), fault.Fields.NumberOf("running")));
        Assert.StartsWith("does not open: IOException", fault.Fields.TextOf("detail"));
        var status = await InForceAsync(1);
        Assert.Equal(2, Of(status, "rolledBack"));
        await agent.PlayAsync("gate on");
        await hub.TakesContactAsync("gate", 1);
        Assert.Contains("version 1 from the hub; version 2 was rolled back: does not open: IOException",
            (await installation.RunAsync("status", "--data", installation.Folder.Path)).Output);
    }

    [Fact]
    public async Task Run_LoopStandsStillUnderTheBundle_IsRolledBackInItsTime()
    {
        await using var hub = await StartHubAsync();
        await using var agent = Start("--stand-still", "--healthy-within", "500ms");
        await hub.PublishAsync(Bundle(1, WithGate));
        var status = await installation.StatusAsync(s => Of(s, "rolledBack") == 1);
        Assert.Equal((0, "no commit in time"),
            (Of(status, "version"), status.GetProperty("configuration").GetProperty("rolledBackWhy").GetString()));
        var doctor = (await installation.RunAsync("doctor", "--simulated", "--config", installation.Config, "--data",
            installation.Folder.Path)).Output;
        Assert.Contains("warn  bundles    the device's own files are in force; version 1 was rolled back: no commit in time", doctor);
        Assert.Contains(EnrollmentSheet.Groups(hubKey.Public.Fingerprint), doctor);
    }

    [Fact]
    public async Task Run_KilledAgainAndAgainInTheTrial_RollsBackAndNeverTakesThatVersionAgain()
    {
        await using var hub = await StartHubAsync();
        await using (var first = Start())
        {
            await hub.PublishAsync(Bundle(1, WithGate));
            await InForceAsync(1);
            await first.KillAsync();
        }
        await hub.PublishAsync(Bundle(2, edge => edge["lines"]!.AsArray().Add(JsonNode.Parse("""{"name": "side"}"""))));
        for (var start = 1; start <= 3; start++)
        {
            await using var ill = Start("--stand-still");
            // it was begun under version 2, so the start is counted
            await installation.StatusAsync(s => s.GetProperty("lines").TryGetProperty("side", out _));
            await ill.KillAsync();
        }
        await using var healthy = Start();
        var fault = await hub.TakesAsync(e => e.Fields.TextOf("reason") == "configuration-rolled-back");
        Assert.Equal((2L, 1L, "not healthy in 3 starts"),
            (fault.Fields.NumberOf("version"), fault.Fields.NumberOf("running"), fault.Fields.TextOf("detail")));
        await healthy.PlayAsync("gate on");
        await hub.TakesContactAsync("gate", 1);
        await hub.PublishAsync(Bundle(3, WithGate));
        Assert.Equal(2, Of(await InForceAsync(3), "rolledBack"));
    }

    [Fact]
    public async Task Run_BundleNamesAWrongHub_TheNextOneComesFromTheDevicesOwn()
    {
        await using var hub = await StartHubAsync();
        await using var agent = Start();
        await hub.PublishAsync(Bundle(1, edge => edge["hub"]!["url"] = "http://127.0.0.1:1/"));
        await InForceAsync(1);
        await hub.PublishAsync(Bundle(2, WithGate));
        await InForceAsync(2);
        await agent.PlayAsync("gate on");
        await hub.TakesContactAsync("gate", 1);
    }

    [Fact]
    public async Task Run_NoHubKey_NothingIsTaken()
    {
        await using var hub = await TestHub.StartAsync(installation, hubKey.Public);
        await using var agent = Start();
        await hub.PublishAsync(Bundle(1, WithGate));
        await agent.ReadyAsync();
        await agent.PlayAsync("door on");
        await hub.TakesContactAsync("door", 1);
        var status = await installation.StatusAsync(_ => true);
        Assert.False(status.GetProperty("configuration").GetProperty("fromHub").GetBoolean());
        Assert.False(Directory.Exists(installation.Folder.Bundles));
    }

    [Fact]
    public async Task Enroll_HubKeyIsPinned_AnotherTakesItsPlaceOnlyWhenTheOldOneIsNamed()
    {
        using var other = DeviceKey.Create();
        Assert.Equal(ExitCode.Ok, (await PinAsync(hubKey)).Code);
        var refused = await PinAsync(other);
        Assert.Equal(ExitCode.CouldNot, refused.Code);
        Assert.Contains(hubKey.Public.Fingerprint, refused.Error);
        Assert.Equal(hubKey.Public, HubKeyFile.Bundles(installation.Folder).Read());
        Assert.Equal(ExitCode.CouldNot, (await PinAsync(other, "--instead-of", other.Public.Fingerprint)).Code);
        var replaced = await PinAsync(other, "--instead-of", EnrollmentSheet.Groups(hubKey.Public.Fingerprint));
        Assert.Equal((ExitCode.Ok, other.Public), (replaced.Code, HubKeyFile.Bundles(installation.Folder).Read()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"publicKey": 7}""")]
    [InlineData("""{"publicKey": "AAAA"}""")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Parse_FileWithoutAPublicKey_IsRefused(string text)
    {
        File.WriteAllText(installation.At("hub-key"), text);
        Assert.Contains("holds no public P-256 key",
            Assert.Throws<AgentRefusedException>(() => HubKeyFile.Parse(installation.At("hub-key"))).Message);
    }

    private static void WithGate(JsonNode edge)
    {
        edge["lines"]!.AsArray().Add(JsonNode.Parse("""{"name": "gate"}"""));
        edge["sensors"]!.AsArray().Add(JsonNode.Parse("""{"name": "gate", "kind": "contact", "line": "gate"}"""));
    }

    private static void WithEvidence(JsonNode edge)
    {
        edge["lines"]!.AsArray().Add(JsonNode.Parse("""{"name": "radar"}"""));
        edge["sensors"]!.AsArray()
            .Add(JsonNode.Parse("""{"name": "radar", "kind": "external", "line": "radar", "device": "radar-1", "channel": "1", "evidence": {"recorder": "nvr-1", "channel": "1"}}"""));
    }

    private static long Of(JsonElement status, string member) => status.GetProperty("configuration").GetProperty(member).GetInt64();

    private async Task<TestHub> StartHubAsync()
    {
        await PinAsync(hubKey);
        return await TestHub.StartAsync(installation, hubKey.Public);
    }

    private Task<CommandResult> PinAsync(DeviceKey key, params string[] more)
    {
        File.WriteAllText(installation.At("hub-key.json"), $$"""{"publicKey": "{{Convert.ToBase64String(key.Public.Info.Span)}}"}""");
        return installation.RunAsync(["enroll", "--no-code", "--config", installation.Config, "--data", installation.Folder.Path,
            "--hub-key", installation.At("hub-key.json"), .. more]);
    }

    private AgentProcess Start(params string[] more) => installation.Start(null, ["--ask-every", "200ms", .. more]);

    private Task<JsonElement> InForceAsync(long version) =>
        installation.StatusAsync(s => Of(s, "version") == version && !s.GetProperty("configuration").GetProperty("onTrial").GetBoolean());

    /// <summary>The installation's own files, changed.</summary>
    private SignedBundle Bundle(long version, Action<JsonNode> change)
    {
        var edge = JsonNode.Parse(File.ReadAllText(installation.Config))!;
        change(edge);
        var bundle = new ConfigurationBundle(version, Installation.Device, Encoding.UTF8.GetBytes(edge.ToJsonString()),
            File.ReadAllBytes(installation.At("rules.json")), File.ReadAllBytes(installation.At("sensors.json")));
        return SignedBundle.Sign(bundle, hubKey);
    }
}
