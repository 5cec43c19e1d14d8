using System.Globalization;
using System.IO.Compression;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Trials;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// A year of minutes of ten meters, from memory, through what <c>citykit rule replay</c> runs, beside a hand-written loop over the same
/// readings: real minutes of seven homes (<c>samples/Compound/Data/water-minutes-2015.csv.gz</c>), tiled.
/// </summary>
internal static class RecordedYear
{
    private const int Minutes = 525_600;
    private const int Meters = 10;
    private const int Rounds = 5;
    private const int PerLitre = 1_000;
    private static readonly Instant Start = Instant.FromUtc(2025, 1, 1, 0, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly SensorKey[] Keys =
        [.. Enumerable.Range(0, Meters).Select(i => new SensorKey(DeviceId.Parse("feed-1"), SensorName.Parse($"w-{i}")))];

    private const string Rules = """
        {"version": 2, "rules": [
          {"id": "low", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "24 h", "below": "10 L"},
           "then": {"severity": "warning", "title": {"zh": "低", "en": "low"}}},
          {"id": "rush", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "threshold", "above": "10 L", "clear": "5 L", "hold": "2 min"},
           "then": {"severity": "warning", "title": {"zh": "高", "en": "high"}}}]}
        """;

    internal static void Run(string file)
    {
        var readings = Tiled(file);
        var (ours, theirs, raised, byHand) = (new List<double>(), new List<double>(), 0, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(CpuSeconds(() => raised = Replay(readings)));
            theirs.Add(CpuSeconds(() => byHand = HandWritten(readings)));
        }
        var (engine, loop) = (Median(ours), Median(theirs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(long)Minutes * Meters:n0} readings of {Meters} meters: replay {engine:0.00} s of CPU ({(long)Minutes * Meters / engine / 1e6:0.0} M/s), " +
            $"hand-written {loop:0.00} s ({(long)Minutes * Meters / loop / 1e6:0.0} M/s), ratio {loop / engine:0.00}; {raised} alerts raised, {byHand} by hand"));
    }

    private static int Replay(int[] readings)
    {
        var replay = new RuleReplay(RuleSet.Parse(Encoding.UTF8.GetBytes(Rules), out _)!, SensorRegister.Of(Keys.Select(key =>
            new Sensor { Key = key, Quantity = Quantity.Parse("water"), Unit = "L", PerUnit = PerLitre, ValidFrom = Start })));
        var sensors = Array.ConvertAll(Keys, replay.Intern);
        var outcomes = new List<RuleOutcome>();
        for (var i = 0; i < readings.Length; i++)
        {
            var at = Start + Duration.FromMinutes(i / Meters + 1);
            replay.Observe(sensors[i % Meters], new Observation(Keys[i % Meters], EventKind.Reading, at, Minute, readings[i]), outcomes);
        }
        replay.End(outcomes);
        return outcomes.Count(outcome => outcome.Kind == OutcomeKind.Raised);
    }

    private static long HandWritten(int[] readings)
    {
        var meters = Enumerable.Range(0, Meters)
            .Select(_ => new HandWrittenMeter(low: 10 * PerLitre, high: 10 * PerLitre, back: 5 * PerLitre)).ToArray();
        for (var i = 0; i < readings.Length; i++) meters[i % Meters].Observe(i / Meters + 1, readings[i]);
        return meters.Sum(meter => meter.Raised);
    }

    /// <summary>Minute by minute, meter by meter; the eighth to tenth meter are homes again, half a day later.</summary>
    private static int[] Tiled(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<int[]>();
        while (reader.ReadLine() is { } line)
            rows.Add([.. line.Split(',').Skip(1)
                .Select(cell => (int)(
                decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var litres) ? litres * PerLitre : 0))]);
        var homes = rows[0].Length;
        var readings = new int[Minutes * Meters];
        for (var i = 0; i < readings.Length; i++)
            readings[i] = rows[(i / Meters + i % Meters / homes * 720) % rows.Count][i % Meters % homes];
        return readings;
    }

    /// <summary>What a careful programmer would write for one meter and these two rules.</summary>
    private sealed class HandWrittenMeter(long low, long high, long back)
    {
        private const int Steps = 24;
        private const int StepMinutes = 60;
        private readonly long[] sums = new long[Steps];
        private long sum;
        private long step = -1;
        private int overSince = -1;
        private bool isLow;
        private bool isHigh;

        internal long Raised { get; private set; }

        internal void Observe(int minute, long value)
        {
            if ((minute - 1) / StepMinutes is var now && now != step) Move(now);
            sums[step % Steps] += value;
            sum += value;
            if (isLow && sum >= low) isLow = false;
            if (value > high && overSince < 0) overSince = minute;
            else if (value <= back || (!isHigh && value <= high)) (overSince, isHigh) = (-1, false);
            if (isHigh || overSince < 0 || minute - overSince < 2) return;
            isHigh = true;
            Raised++;
        }

        private void Move(long now)
        {
            if (now >= Steps && sum < low && !isLow)
            {
                isLow = true;
                Raised++;
            }
            step = now;
            sum -= sums[step % Steps];
            sums[step % Steps] = 0;
        }
    }
}
