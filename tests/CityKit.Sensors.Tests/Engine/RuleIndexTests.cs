using System.Buffers;
using System.Globalization;
using CityKit.Core;
using CityKit.Core.Checkpoints;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;
using static CityKit.Sensors.Tests.Support.RuleStream;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>
/// An engine that makes sensors on first use and visits those that are due, beside one that makes all at once and visits all: random
/// streams over two
/// devices and a feed, fixed seeds.
/// </summary>
public sealed class RuleIndexTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Advance_DueSensorsOnly_OutcomesOrderAndBytesOfVisitingAll(int seed)
    {
        var register = RegisterOf(new Random(seed));
        var (index, walk) = (
            new RuleEngine(AllRules2, RuleHost.Hub, register),
            new RuleEngine(AllRules2, RuleHost.Hub, register, null, resumes: false, visitsAll: true));
        var (found, expected) = (new List<RuleOutcome>(), new List<RuleOutcome>());
        var steps = Stream(new Random(seed), register, 900);
        for (var i = 0; i < steps.Count; i++)
        {
            steps[i](index, found);
            steps[i](walk, expected);
            Assert.True(found.Count == expected.Count,
                $"seed {seed}, step {i}: {Line(found.Concat(expected).ElementAtOrDefault(Math.Min(found.Count, expected.Count)))}");
            if (i % 500 == 0) Assert.Equal(Save(walk), Save(index));
        }
        Assert.True(expected.Count > 100, $"seed {seed}: {expected.Count} outcomes");
        Assert.Equal(expected.Select(Line), found.Select(Line));
        Assert.Equal(Save(walk), Save(index));
        Assert.Equal(walk.ClampedTimes, index.ClampedTimes);
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(21, true)]
    [InlineData(22, false)]
    [InlineData(22, true)]
    [InlineData(23, false)]
    [InlineData(23, true)]
    [InlineData(24, false)]
    [InlineData(24, true)]
    public void TakeChanged_KeptInCellsAndRestarted_OutcomesAndBytesOfOneEngine(int seed, bool resumes)
    {
        var register = RegisterOf(new Random(seed));
        var whole = new RuleEngine(AllRules2, RuleHost.Hub, register);
        var cells = new Dictionary<string, byte[]>();
        var restarted = new RuleEngine(AllRules2, RuleHost.Hub, register, Read, resumes);
        var (found, expected) = (new List<RuleOutcome>(), new List<RuleOutcome>());
        var random = new Random(seed);
        foreach (var step in Stream(new Random(seed), register, 600))
        {
            step(whole, expected);
            step(restarted, found);
            if (random.Next(3) == 0) Keep(restarted, cells);
            if (random.Next(40) != 0) continue;
            Keep(restarted, cells);
            restarted = new RuleEngine(AllRules2, RuleHost.Hub, register, Read, resumes);
        }
        Assert.Equal(expected.Select(Line), found.Select(Line));
        Keep(restarted, cells);
        Assert.Equal(Save(whole), Save(restarted));
        Assert.Equal(Save(whole), Save(new RuleEngine(AllRules2, RuleHost.Hub, register, Read, resumes)));
        Assert.Equal(restarted.Keys.Select(k => k.ToString()).Order(StringComparer.Ordinal), cells.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(restarted.TakeLoads());

        ReadOnlyMemory<byte> Read(RuleKey key) => cells.GetValueOrDefault(key.ToString());
    }

    [Theory]
    [InlineData(51, false)]
    [InlineData(51, true)]
    [InlineData(52, false)]
    [InlineData(52, true)]
    [InlineData(53, false)]
    [InlineData(53, true)]
    public void Advance_UnderConsents_OutcomesAndBytesOfVisitingAllAndOfARestart(int seed, bool resumes)
    {
        var (rules, register) = UnderConsents(RegisterOf(new Random(seed)), new Random(seed));
        var (index, walk) = (new RuleEngine(rules, RuleHost.Hub, register),
            new RuleEngine(rules, RuleHost.Hub, register, null, resumes: false, visitsAll: true));
        var cells = new Dictionary<string, byte[]>();
        var (found, expected) = (new List<RuleOutcome>(), new List<RuleOutcome>());
        foreach (var (i, step) in Stream(new Random(seed), register, 900).Index())
        {
            step(index, found);
            step(walk, expected);
            if (i % 700 != 0) continue;
            Keep(index, cells);
            index = new RuleEngine(rules, RuleHost.Hub, register, key => cells.GetValueOrDefault(key.ToString()), resumes);
        }
        Assert.True(expected.Count > 100, $"seed {seed}: {expected.Count} outcomes");
        Assert.Equal(expected.Select(Line), found.Select(Line));
        Assert.Equal(Save(walk), Save(index));
        Assert.All(
            expected.Where(o => o.Group is null || o.Kind == OutcomeKind.Raised),
            o => Assert.True(o.Entry.Household is null || o.At <= o.Entry.Consent!.Until, Line(o)));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    public void Use_RegisterChangesOnTheWay_OutcomesAndBytesOfANewEngineEachTime(int seed)
    {
        var register = RegisterOf(new Random(seed));
        var (kept, rebuilt) = (
            new RuleEngine(AllRules2, RuleHost.Hub, register),
            new RuleEngine(AllRules2, RuleHost.Hub, register, null, resumes: false, visitsAll: true));
        var (found, expected) = (new List<RuleOutcome>(), new List<RuleOutcome>());
        var random = new Random(seed);
        foreach (var step in Stream(new Random(seed), register, 600))
        {
            step(kept, found);
            step(rebuilt, expected);
            if (random.Next(60) != 0) continue;
            var (next, key) = Changed(register, random);
            var orphans = kept.Use(next, [key]);
            var again = new RuleEngine(AllRules2, RuleHost.Hub, next, null, resumes: false, visitsAll: true);
            Assert.Equal(again.Load(Save(rebuilt)).Orphans, orphans);
            (register, rebuilt) = (next, again);
            Assert.Equal(Save(rebuilt), Save(kept));
        }
        Assert.Equal(expected.Select(Line), found.Select(Line));
        Assert.Equal(Save(rebuilt), Save(kept));
    }

    /// <summary>
    /// One engine is stored at once, the other bit by bit while events go on and sensors change: both are stored as of the same moment.
    /// </summary>
    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(44)]
    [InlineData(45)]
    [InlineData(46)]
    public void Changes_TakenWhileEventsGoOn_AreAsOfTheFreeze(int seed)
    {
        var register = RegisterOf(new Random(seed));
        var (whole, slow) = (new RuleEngine(AllRules2, RuleHost.Hub, register), new RuleEngine(AllRules2, RuleHost.Hub, register));
        var (expected, found) = (new Dictionary<string, byte[]>(), new Dictionary<string, byte[]>());
        var (random, checkpoints) = (new Random(seed), 0);
        foreach (var step in Stream(new Random(seed), register, 600))
        {
            if (slow.Changes.Left == 0)
            {
                Assert.Equal(expected.OrderBy(c => c.Key, StringComparer.Ordinal), found.OrderBy(c => c.Key, StringComparer.Ordinal));
                whole.Changes.Freeze();
                slow.Changes.Freeze();
                checkpoints++;
                while (whole.Changes.Left > 0) Put(expected, whole.Changes.TakeNext());
            }
            if (slow.Changes.Left > 0 && random.Next(3) == 0) Put(found, slow.Changes.TakeNext());
            step(whole, []);
            step(slow, []);
            if (random.Next(40) != 0) continue;
            var (next, key) = Changed(register, random);
            Assert.Equal(whole.Use(next, [key]), slow.Use(next, [key]));
            register = next;
        }
        Assert.Equal(Save(whole), Save(slow));
        Assert.True(checkpoints > 20, $"seed {seed}: {checkpoints} checkpoints");
        Assert.NotEmpty(found);
    }

    [Fact]
    public void Stream_OfTheSeedsAbove_HasOutcomesOfEveryRule()
    {
        var outcomes = new List<RuleOutcome>();
        for (var seed = 1; seed <= 4; seed++)
        {
            var register = RegisterOf(new Random(seed));
            var engine = new RuleEngine(AllRules2, RuleHost.Hub, register);
            foreach (var step in Stream(new Random(seed), register, 600)) step(engine, outcomes);
        }
        Assert.Equal(AllRules2.Rules.Where(r => r.Where == RuleHost.Hub).Select(r => r.Id).Order(StringComparer.Ordinal),
            outcomes.Select(o => o.Rule.Id).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Freeze_WithSomethingLeft_IsRefused()
    {
        var register = RegisterOf(new Random(1));
        var engine = new RuleEngine(AllRules2, RuleHost.Hub, register);
        foreach (var step in Stream(new Random(1), register, 60)) step(engine, []);
        engine.Changes.Freeze();
        Assert.Throws<InvalidOperationException>(engine.Changes.Freeze);
    }

    [Fact]
    public void New_MillionSensorsAndHundredRules_MakesNone()
    {
        var register = Many(1_000_000);
        var rules = RuleSet.Parse(
            System.Text.Encoding.UTF8.GetBytes(
            $"{{\"version\": 1, \"rules\": [{string.Join(',', Enumerable.Range(0, 100).Select(HundredthRule))}]}}"), out _)!;
        var engine = new RuleEngine(rules, RuleHost.Hub, register);
        Assert.Equal(0, engine.SensorsMade);
        engine.Advance(DeviceId.Parse("d7"), Start, []);
        Assert.Equal(10, engine.SensorsMade);
        engine.Observe(new Observation(
            new SensorKey(DeviceId.Parse("d8"), SensorName.Parse("s3")), EventKind.Reading, Start, Duration.Zero, 1), []);
        Assert.Equal(11, engine.SensorsMade);
        var next = register.With(
            register.Find(new SensorKey(DeviceId.Parse("d8"), SensorName.Parse("s4")),
            Start)! with { Key = new SensorKey(DeviceId.Parse("d8"), SensorName.Parse("new")) });
        engine.Use(next, [new SensorKey(DeviceId.Parse("d8"), SensorName.Parse("new"))]);
        Assert.Equal((11, 1_000_001), (engine.SensorsMade, next.Count));
    }

    [Fact]
    public void Load_CellDamaged_BeginsAnewSaysSoAndLeavesTheOthers()
    {
        var register = RegisterOf(new Random(1));
        var engine = new RuleEngine(AllRules2, RuleHost.Hub, register);
        foreach (var step in Stream(new Random(1), register, 60)) step(engine, []);
        var cells = new Dictionary<string, byte[]>();
        Keep(engine, cells);
        cells["dev-1/s0"] = [0x93, 1, 2];
        var again = new RuleEngine(AllRules2, RuleHost.Hub, register, key => cells.GetValueOrDefault(key.ToString()));
        Assert.All(again.Keys, key => Assert.True(again.Save(key, new ArrayBufferWriter<byte>())));
        var load = Assert.Single(again.TakeLoads());
        Assert.Equal("dev-1/s0", load.Key.ToString());
        Assert.NotNull(load.Error);
        Assert.Equal(["dev-1/s0"], again.TakeChanged().Select(k => k.ToString()));
        Assert.Empty(again.TakeLoads());
    }

    [Theory]
    [InlineData("*")]
    [InlineData("dev-1")]
    [InlineData("dev-1/s0")]
    [InlineData("dev-1/s0/rule/123/4")]
    [InlineData("@rule/0123456789abcdef0123456789abcdef")]
    public void Parse_TextOfAKey_IsThatKey(string text) => Assert.Equal(text, RuleKey.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Dev")]
    [InlineData("dev-1/")]
    [InlineData("@")]
    public void TryParse_NoKey_IsFalse(string text) => Assert.False(RuleKey.TryParse(text, null, out _));

    internal static SensorRegister Many(int count) => SensorRegister.Of(Enumerable.Range(0, count).Select(i => new Sensor
    {
        Key = new SensorKey(DeviceId.Parse($"d{i / 10}"), SensorName.Parse($"s{i % 10}")), Quantity = Quantity.Parse("water"), Unit = "L",
        ValidFrom = Start - Duration.FromDays(1),
    }));

    private static string HundredthRule(int number)
    {
        var quantity = number == 0 ? "water" : string.Create(CultureInfo.InvariantCulture, $"q{number}");
        return $$$"""
            {"id": "r{{{number}}}", "where": "hub", "sensors": {"quantity": "{{{quantity}}}"}, "when": {"kind": "silence", "for": "PT4M"},
             "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }
            """;
    }

    private static (SensorRegister Next, SensorKey Key) Changed(SensorRegister register, Random random)
    {
        var key = new SensorKey(Devices[random.Next(Devices.Length)], SensorName.Parse($"s{random.Next(9)}"));
        var next = random.Next(3) == 0 ? register.Without(key) : register;
        if (random.Next(4) == 0) return (next, key);
        foreach (var entry in Entries(key, random)) next = next.Refuses(entry) is null ? next.With(entry) : next;
        return (next, key);
    }

    private static void Put(Dictionary<string, byte[]> cells, IEnumerable<StatePiece> pieces)
    {
        foreach (var piece in pieces)
            if (piece.Bytes.IsEmpty) cells.Remove(piece.Key);
            else cells[piece.Key] = piece.Bytes.ToArray();
    }

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
