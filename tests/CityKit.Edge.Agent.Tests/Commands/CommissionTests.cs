using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Commissioning;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Tests.Support;
using CityKit.Edge.Detectors.Contacts;

namespace CityKit.Edge.Agent.Tests.Commands;

/// <summary>The wizard, as a script runs it: the agent and the wizard are processes of their own.</summary>
public sealed class CommissionTests : IDisposable
{
    private readonly Installation installation = new();

    public CommissionTests()
    {
        var edge = JsonNode.Parse(File.ReadAllText(installation.Config))!;
        edge["lines"]!.AsArray().Add(JsonNode.Parse("""{"name": "radar"}"""));
        edge["sensors"]!.AsArray()
            .Add(JsonNode.Parse("""{"name": "radar", "kind": "external", "line": "radar", "device": "radar-1", "channel": "1"}"""));
        File.WriteAllText(installation.Config, edge.ToJsonString());
    }

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Commission_EverySensorSpeaks_LeavesASignedRecordAndNoLead()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await using (var wizard = Wizard("--sensor", "door", "--sensor", "radar", "--place", "door=3/1/hall", "--place",
            "radar=3/1/roof-east", "--by", "inst-7"))
        {
            await wizard.SaysAsync("door: Make the contact act");
            await agent.PlayAsync("door on");
            await wizard.SaysAsync("Contact 1");
            await agent.PlayAsync("door off");
            await wizard.SaysAsync("radar: Let a test object fall");
            await agent.PlayAsync("radar on");
            await wizard.SaysAsync("Detection");
            Assert.Equal(ExitCode.Ok, await wizard.EndAsync());
        }
        Assert.Equal(EventFlags.Test, (await hub.TakesAsync(e => e.Kind == EventKind.Detection)).Flags);
        Assert.Empty(await hub.Hub.Store.ReadLeadsAsync(default).ToListAsync());
        Assert.Equal(0, (await installation.StatusAsync(_ => true)).GetProperty("maintenanceSeconds").GetInt64());
        using var record = Record(out var file);
        var root = record.RootElement;
        Assert.Equal(("commissioned", "test-edge-1", "inst-7", 0),
            (root.GetProperty("statement").GetString(), root.GetProperty("device").GetString(), root.GetProperty("by").GetString(),
                root.GetProperty("configuration").GetInt64()));
        Assert.Equal(["door open-close seen 3/1/hall Contact Contact", "radar drop seen 3/1/roof-east Detection"],
            root.GetProperty("sensors").EnumerateArray().Select(Told));
        Assert.Equal(ExitCode.Ok, (await installation.RunAsync("commission", "verify", file)).Code);
    }

    [Fact]
    public async Task Commission_SensorsThatStaySilentOrAreLeftOut_AreInTheRecordAndTheExitCode()
    {
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await installation.RunAsync("maintenance", "on", "--for", "3h", "--data", installation.Folder.Path);
        await using (var wizard = Wizard("--wait", "1s", "--sensor", "smoke", "--sensor", "water", "--place", "smoke=3/1/2F", "--place",
            "water=3/1/shaft", "--skip", "water=valve shut"))
            Assert.Equal(ExitCode.Findings, await wizard.EndAsync());
        using var record = Record(out _);
        Assert.Equal(["smoke open-close not-seen 3/1/2F ", "water reading skipped 3/1/shaft "],
            record.RootElement.GetProperty("sensors").EnumerateArray().Select(Told));
        Assert.Equal("valve shut", record.RootElement.GetProperty("sensors")[1].GetProperty("why").GetString());
        // as it was set before
        Assert.True((await installation.StatusAsync(_ => true)).GetProperty("maintenanceSeconds").GetInt64() > 10_000);
    }

    [Fact]
    public async Task Verify_AnyCharacterChangedOrAnotherKey_IsNotAsItWasSigned()
    {
        installation.Enroll();
        var place = CommissionPlace.Parse("3/1/roof")!;
        var result = new CommissionResult("door", place,
            CommissionTest.Of(new Detectors.Contacts.ContactOptions(SensorName.Parse("door"), "door")), CommissionOutcome.Skipped, "later",
            default, default, []);
        var file = CommissionRecord.Write(installation.Folder, Installation.Device, "", 4, [result],
            NodaTime.Instant.FromUtc(2026, 11, 21, 4, 0));
        var text = File.ReadAllText(file);
        var key = installation.Enroll();
        var random = new Random(20261121);
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(text.IndexOf('\n', StringComparison.Ordinal));
            var changed = string.Concat(text.AsSpan(0, at), ((char)(text[at] ^ 1)).ToString(), text.AsSpan(at + 1));
            Assert.False(SignedStatement.Parse(changed)?.IsSignedBy(key), $"changed at {at}, seed 20261121");
        }
        File.WriteAllText(installation.At("key.pem"), new EnrollmentSheet(Installation.Device, key, null).Pem);
        Assert.Equal(ExitCode.Ok, (await installation.RunAsync("commission", "verify", file, "--public", installation.At("key.pem"))).Code);
        using var other = DeviceKey.Create();
        File.WriteAllText(installation.At("key.pem"), new EnrollmentSheet(Installation.Device, other.Public, null).Pem);
        var refused = await installation.RunAsync("commission", "verify", file, "--public", installation.At("key.pem"));
        Assert.Equal(ExitCode.Findings, refused.Code);
        Assert.Contains("not as it was signed", refused.Output);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("{}\nsignature: AAAA", false)]
    [InlineData("{}", false)]
    [InlineData("{}\nsignature: not base64 at all", false)]
    public void Parse_TextThatIsNoStatement_IsNothing(string text, bool isStatement) =>
        Assert.Equal(isStatement, SignedStatement.Parse(text) is not null);

    [Theory]
    [InlineData("no agent runs", "No agent runs", "--sensor", "door", "--place", "door=3/1/hall")]
    [InlineData("unknown", "There is no sensor 'dor'; there are smoke, door, water, radar. Did you mean 'door'?", "--sensor", "dor")]
    [InlineData("no place", "no --place for smoke, water, radar", "--place", "door=3/1/hall")]
    [InlineData("no code", "A place is BUILDING/ENTRANCE/MOUNT", "--sensor", "door", "--place", "door=3/1")]
    [InlineData("a name", "is a code", "--sensor", "door", "--place", "door=3/1/hall", "--by", "Mr. Wang")]
    public async Task Commission_CannotBegin_SaysWhyAndChangesNothing(string what, string why, params string[] arguments)
    {
        installation.Enroll();
        var result =
            await installation.RunAsync(["commission", "--config", installation.Config, "--data", installation.Folder.Path, .. arguments]);
        Assert.True(result.Code == ExitCode.CouldNot, what);
        Assert.Contains(why, result.Error);
        Assert.False(File.Exists(installation.Folder.Maintenance));
        Assert.False(Directory.Exists(installation.Folder.Commissions));
    }

    [Fact]
    public void After_MoreThanAreRemembered_GivesTheNewestAndTheirNumber()
    {
        var recent = new RecentEvents();
        for (var i = 1; i <= RecentEvents.Most + 10; i++) recent.Keep([Event(EventKind.Contact, i), Event(EventKind.Heartbeat, 0)]);
        Assert.Equal((RecentEvents.Most + 10, RecentEvents.Most), (recent.After(0).Last, recent.After(0).Events.Count));
        Assert.Equal([RecentEvents.Most + 9L, RecentEvents.Most + 10L], recent.After(RecentEvents.Most + 8).Events.Select(e => e.Value));
        Assert.Empty(recent.After(RecentEvents.Most + 10).Events);
        Assert.Empty(recent.After(long.MaxValue).Events);
    }

    private static CityEvent Event(EventKind kind, long value) => new(kind, SensorName.Parse("door"), new DeviceTime(0, 1), value);

    private static string Told(JsonElement sensor)
    {
        var place = sensor.GetProperty("place");
        var where = string.Join('/', new[] { "building", "entrance", "mount" }.Select(p => place.GetProperty(p).GetString()));
        var seen = string.Join(' ', sensor.GetProperty("seen").EnumerateArray().Select(s => s.GetProperty("kind").GetString()));
        return $"{sensor.GetProperty("sensor").GetString()} {sensor.GetProperty("test").GetString()} {sensor.GetProperty("result").GetString()} {where} {seen}";
    }

    private AgentProcess Wizard(params string[] arguments) =>
        AgentProcess.Start(["commission", "--config", installation.Config, "--data", installation.Folder.Path, .. arguments], null);

    /// <summary>The one record, whose signature must be the device's.</summary>
    private JsonDocument Record(out string file)
    {
        file = Assert.Single(Directory.EnumerateFiles(installation.Folder.Commissions));
        var statement = SignedStatement.Parse(File.ReadAllText(file))!;
        Assert.True(statement.IsSignedBy(installation.Enroll()));
        return JsonDocument.Parse(statement.Line);
    }
}
