using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// A keyed window sum with a threshold: one rule over many sensors, their readings in random order, beside a hand-written loop over a
/// dictionary of the same keys; what a key takes, and what an event allocates.
/// </summary>
internal sealed class KeyedWindows
{
    private const int SensorsPerDevice = 1_000;
    private const int Rounds = 5;
    private const int Events = 8_000_000;
    private const int BatchSize = 500;
    private readonly SensorHandle[] batchOf = new SensorHandle[BatchSize];
    private readonly Observation[] batch = new Observation[BatchSize];
    private readonly int passes;
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly int keys;
    private readonly SensorKey[] names;
    private readonly SensorRegister register;
    private readonly List<RuleOutcome> outcomes = [];
    private Instant now = Start;

    private KeyedWindows(int keys)
    {
        (this.keys, passes) = (keys, Math.Max(1, Events / keys));
        names = [.. Enumerable.Range(0, keys)
            .Select(i => new SensorKey(DeviceId.Parse($"feed-{i / SensorsPerDevice}"), SensorName.Parse($"m-{i}")))];
        register = SensorRegister.Of(
            names.Select(name => new Sensor { Key = name, Quantity = Quantity.Parse("water"), Unit = "L", ValidFrom = Start }));
    }

    internal static void Run(int keys)
    {
        var run = new KeyedWindows(keys);
        TakeChanged(run.Judged()); // what the runtime keeps for the next time is no key's
        run.Measure("tumbling, 1 h", """ "over": "1 h", "tumbling": true """, steps: 1, over: NodaConstants.NanosecondsPerHour);
        run.Measure("sliding, 24 h in 24 steps", """ "over": "24 h" """, steps: 24, over: NodaConstants.NanosecondsPerDay);
    }

    private RuleEngine Judged()
    {
        var engine = new RuleEngine(Rule(""" "over": "1 h" """), RuleHost.Hub, register);
        Pass(engine, Array.ConvertAll(names, engine.Intern), 0);
        return engine;
    }

    private void Measure(string name, string window, int steps, long over)
    {
        now = Start;
        var before = HandWrittenKeys.Memory();
        var engine = new RuleEngine(Rule(window), RuleHost.Hub, register);
        var handles = Array.ConvertAll(names, engine.Intern);
        var written = new HandWrittenKeys(keys, over, steps, limit: 1_000_000_000);
        var atFirst = HandWrittenKeys.Memory();
        Pass(engine, handles, 0);
        TakeChanged(engine);
        var after = HandWrittenKeys.Memory();
        var (ours, theirs, allocated) = (new List<double>(), new List<double>(), 0L);
        for (var round = 1; round <= Rounds; round++)
        {
            Pass(engine, handles, round * 1000); // what is new is noted for the next checkpoint once, and again after each
            var start = GC.GetAllocatedBytesForCurrentThread();
            ours.Add(Time(pass => Pass(engine, handles, round * 100 + pass)));
            allocated += GC.GetAllocatedBytesForCurrentThread() - start;
            theirs.Add(Time(pass => Pass(written, round * 100 + pass)));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}, {keys:n0} keys: engine {keys * passes / Median(ours) / 1e6:0.00} M/s, hand-written {keys * passes / Median(theirs) / 1e6:0.00} M/s, " +
            $"ratio {Median(theirs) / Median(ours):0.00}; {(after - before - WrittenBytes(steps)) / (double)keys:0} bytes a key ({(after - atFirst) / (double)keys:0} of them " +
            $"with its first reading); {allocated / (double)keys / Rounds / passes:0.00} bytes an event"));
        GC.KeepAlive(engine);
        GC.KeepAlive(written);
    }

    /// <summary>What the rival and the handles take, which are no part of the engine.</summary>
    private long WrittenBytes(int steps) => HandWrittenKeys.BytesOf(keys, steps) + 8L * keys;

    private void Pass(RuleEngine engine, SensorHandle[] handles, int seed)
    {
        now += Minute;
        var count = 0;
        foreach (var i in new RandomOrder(keys, seed))
        {
            (batchOf[count], batch[count]) = (handles[i], new Observation(default, EventKind.Reading, now, Minute, 1));
            if (++count == BatchSize) engine.ObserveAll(batchOf, batch, outcomes);
            count %= BatchSize;
        }
        engine.ObserveAll(batchOf.AsSpan(0, count), batch.AsSpan(0, count), outcomes);
    }

    private void Pass(HandWrittenKeys written, int seed)
    {
        var at = now.ToUnixTimeTicks() * 100;
        foreach (var i in new RandomOrder(keys, seed)) written.Observe(i, at, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // what it gives is to be collected
    private static void TakeChanged(RuleEngine engine) => engine.TakeChanged();

    private double Time(Action<int> pass) => CpuSeconds(() =>
    {
        for (var i = 0; i < passes; i++) pass(i);
    });

    private static RuleSet Rule(string window) => RuleSet.Parse(Encoding.UTF8.GetBytes($$$"""
        {"version": 2, "rules": [{"id": "much", "where": "hub", "sensors": {"quantity": "water"},
          "when": {"kind": "window", {{{window}}}, "above": "1000000000 L"},
          "then": {"severity": "info", "title": {"zh": "多", "en": "much"} } }]}
        """), out var errors) ?? throw new InvalidOperationException(errors[0].ToString());

    /// <summary>The numbers below a count, each once, in an order that no cache foresees; without memory of its own.</summary>
    private readonly struct RandomOrder(int count, int seed)
    {
        public Enumerator GetEnumerator() => new(count, seed);

        internal struct Enumerator(int count, int seed)
        {
            private readonly uint mask = (uint)(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count) - 1);
            private readonly uint first = ((uint)seed * 2654435761) | 1;
            private readonly uint second = ((uint)seed * 2246822519) | 1;
            private uint steps;

            public int Current { get; private set; }

            public bool MoveNext()
            {
                while (steps++ <= mask)
                {
                    var mixed = (steps * first) & mask;
                    mixed = ((mixed ^ (mixed >> 9)) * second) & mask;
                    mixed ^= mixed >> 7;
                    if (mixed >= count) continue;
                    Current = (int)mixed;
                    return true;
                }
                return false;
            }
        }
    }
}
