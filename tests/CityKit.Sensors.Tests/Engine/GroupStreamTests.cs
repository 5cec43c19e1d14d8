using System.Buffers;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>
/// How the streams of devices come in between each other, when an engine is restarted, and how groups are spread over engines decides
/// nothing.
/// </summary>
public sealed class GroupStreamTests
{
    private const string Two = """{"kind": "count", "of": {"when": {"kind": "match", "event": "contact"}}, "atLeast": 2}""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Play_AnyInterleavingOfTheDevices_SameAlerts(int seed)
    {
        var random = new Random(seed);
        var register = GroupStream.Register(random);
        var streams = GroupStream.Streams(random, register);
        var expected = GroupStream.Play(New(register), streams.Values.SelectMany(s => s).OrderBy(t => t.At));
        Assert.All(GroupRules.All.Rules, rule => Assert.Contains(expected, o => o.Rule.Id == rule.Id));
        for (var round = 0; round < 12; round++)
        {
            var found = GroupStream.Play(New(register), GroupStream.Deliver(streams, random));
            Assert.Equal(GroupStream.Sorted(expected), GroupStream.Sorted(found));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Play_RestartedAtAnyMoment_SameAlertsAndBytes(int seed)
    {
        var random = new Random(seed);
        var register = GroupStream.Register(random);
        var delivery = GroupStream.Deliver(GroupStream.Streams(random, register), random);
        var (whole, cells) = (New(register), new Dictionary<string, byte[]>());
        var restarted = New(register, cells);
        var (expected, found) = (new List<RuleOutcome>(), new List<RuleOutcome>());
        foreach (var told in delivery)
        {
            told.Step(whole, expected);
            told.Step(restarted, found);
            if (random.Next(25) != 0) continue;
            Keep(restarted, cells);
            restarted = New(register, cells);
        }
        Assert.True(expected.Count > 200, $"seed {seed}: {expected.Count} outcomes");
        Assert.Equal(expected.Select(RuleStream.Line), found.Select(RuleStream.Line));
        Assert.Equal(RuleStream.Save(whole), RuleStream.Save(restarted));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Play_GroupsOfARuleSpreadOverTwoEngines_TogetherTheAlertsOfOne(int seed)
    {
        var random = new Random(seed);
        var register = GroupStream.Register(random);
        var delivery = GroupStream.Deliver(GroupStream.Streams(random, register), random);
        foreach (var rule in GroupRules.All.Rules)
        {
            var expected = GroupStream.Play(New(register, rules: new RuleSet([rule])), delivery);
            var halves = register.Sensors.GroupBy(s => GroupKey.Of(rule.Per, s)?.Value.Sum(c => c) % 2).Select(SensorRegister.Of);
            var found = halves.SelectMany(half =>
                GroupStream.Play(New(half, rules: new RuleSet([rule])), delivery.Where(t => IsOf(half, t.Sensor))));
            Assert.Equal(GroupStream.Sorted(expected), GroupStream.Sorted(found));
        }
    }

    [Fact] // what waits for the group's time is kept, and what knows nothing is not
    public void TakeChanged_GroupWithNothingToKnow_IsWrittenOnlyWhenItChanges()
    {
        var bench = new GroupBench("""{"kind": "match", "event": "contact"}""").Play("", 10);
        Assert.DoesNotContain(bench.Engine.TakeChanged(), key => key.IsGroup);
        bench.Do(10.5, "a.smoke+");
        Assert.Single(bench.Engine.TakeChanged(), key => key.IsGroup);
        bench.Beat("a", 11).Beat("b", 11);
        Assert.DoesNotContain(bench.Engine.TakeChanged(), key => key.IsGroup);
        bench.Beat("c", 11);
        Assert.Single(bench.Engine.TakeChanged(), key => key.IsGroup);
    }

    [Fact]
    public void Load_CutOrFlippedBytes_IsAnErrorOrAnEngineThatStillRuns()
    {
        var random = new Random(7);
        var register = GroupStream.Register(random);
        var delivery = GroupStream.Deliver(GroupStream.Streams(random, register), random);
        var engine = New(register);
        GroupStream.Play(engine, delivery.Take(delivery.Count / 2));
        var state = RuleStream.Save(engine);
        for (var round = 0; round < 1_000; round++)
        {
            var bytes = state.ToArray();
            bytes[^(1 + random.Next(Math.Min(bytes.Length, 4_000)))] ^= (byte)(1 << random.Next(8));
            var again = New(register);
            if (again.Load(bytes).Error is null) GroupStream.Play(again, delivery.Skip(delivery.Count / 2).Take(300));
        }
        for (var cut = 1; cut < 500; cut++) Assert.NotNull(New(register).Load(state.AsSpan(0, state.Length - cut)).Error);
    }

    [Fact]
    public void Load_GroupCellDamaged_BeginsWithWhatItsSensorsKnow()
    {
        var cells = new Dictionary<string, byte[]>();
        var bench = new GroupBench(Two).Play("5 a.smoke+", 10);
        Keep(bench.Engine, cells);
        var key = Assert.Single(cells.Keys, k => k[0] == '@');
        cells[key] = [0x93, 1];
        var again = New(bench.Register, cells, GroupBench.RulesOf(Two, "building"));
        var outcomes = new List<RuleOutcome>();
        var seen = new Observation(GroupBench.Key("b", "smoke"), EventKind.Contact, GroupBench.At(11), NodaTime.Duration.Zero, 1);
        again.Observe(in seen, outcomes);
        foreach (var device in GroupBench.Devices) again.Advance(DeviceId.Parse(device), GroupBench.At(12), outcomes);
        Assert.Equal(OutcomeKind.Raised, Assert.Single(outcomes).Kind);
        Assert.Equal(key, Assert.Single(again.TakeLoads()).Key.ToString());
    }

    [Fact]
    public void Forget_OverCellsOfAGroupWhoseRuleIsGone_SaysItsOpenAlert()
    {
        var cells = new Dictionary<string, byte[]>();
        var bench = new GroupBench(Two).Play("5 a.smoke+, 6 b.smoke+", 10);
        Keep(bench.Engine, cells);
        var again = New(bench.Register, cells, Bench.Rules("""{"kind": "match", "event": "contact"}"""));
        again.Forget(cells.Keys.Select(key => RuleKey.Parse(key)));
        Assert.Equal(Assert.Single(bench.Outcomes).Alert, Assert.Single(again.TakeLoads().SelectMany(load => load.Orphans)));
    }

    [Fact]
    public void Forget_OverCellsOfASensorThatIsGone_SaysItsOpenAlert()
    {
        var cells = new Dictionary<string, byte[]>();
        var bench = new Bench(Bench.Rules("""{"kind": "threshold", "above": "5 L"}"""), Bench.DefaultRegister).Reading(1, 9);
        Keep(bench.Engine, cells);
        var again = New(GroupBench.Tower(), cells);
        again.Forget(cells.Keys.Select(key => RuleKey.Parse(key)));
        Assert.Equal(bench.Outcomes[0].Alert, Assert.Single(again.TakeLoads().SelectMany(load => load.Orphans)));
    }

    private static bool IsOf(SensorRegister register, SensorKey key) =>
        key.Sensor == SensorName.Device ? register.Devices.Contains(key.Device) : register.PeriodsOf(key).Count > 0;

    private static RuleEngine New(SensorRegister register, Dictionary<string, byte[]>? cells = null, RuleSet? rules = null) =>
        new(rules ?? GroupRules.All, RuleHost.Hub, register, cells is null ? null : key => cells.GetValueOrDefault(key.ToString()));

    private static void Keep(RuleEngine engine, Dictionary<string, byte[]> cells)
    {
        foreach (var key in engine.TakeChanged())
        {
            var buffer = new ArrayBufferWriter<byte>();
            if (engine.Save(key, buffer)) cells[key.ToString()] = buffer.WrittenSpan.ToArray();
            else cells.Remove(key.ToString());
        }
    }
}
