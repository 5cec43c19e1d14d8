using CityKit.Sensors.Alerts;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Three hours that slide by one, over 70 random days with hours missing, beside a calculation that keeps everything.</summary>
public sealed class ComparedWindowNaiveTests
{
    private const int Day = 24;
    private const int Window = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Yesterday_RandomHours_IsWhatANaiveCalculationSays(int seed) => Same(seed,
        "\"comparedWith\": \"yesterday\", \"above\": \"140 %\"",
        (home, hour, value) => home.Of(hour - Day) is > 0 and var before ? value * 100 > before * 140 : null);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void LastWeek_RandomHours_IsWhatANaiveCalculationSays(int seed) => Same(seed,
        "\"comparedWith\": \"last-week\", \"below\": \"62.5 %\"",
        (home, hour, value) => home.Of(hour - 7 * Day) is > 0 and var before ? value * 1000 < before * 625 : null);

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Normal_RandomHours_IsWhatANaiveCalculationSays(int seed) => Same(seed,
        "\"comparedWith\": \"normal\", \"below\": \"2.5 mad\", \"days\": 10",
        (home, hour, value) => home.Normal(hour, 10) is var (median, deviation) ? (value - median) * 10 < -25 * deviation : null);

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Normal_LessBaseload_IsWhatANaiveCalculationSays(int seed) =>
        Same(seed, "\"comparedWith\": \"normal\", \"above\": \"2 mad\", \"days\": 7, \"lessBaseload\": true",
            (home, hour, value) => home.Normal(hour, 7) is var (median, deviation) ? value - median > 2 * deviation : null,
            lessBaseload: true);

    /// <summary>At each hour: over, not over, or not to be judged.</summary>
    private static void Same(int seed, string when, Func<Naive, int, long, bool?> isOver, bool lessBaseload = false)
    {
        var random = new Random(seed);
        var bench = new Bench(Bench.Parse($$$"""
            {"version": 2, "zone": "Etc/UTC", "rules": [{"id": "r", "where": "hub", "sensors": {"sensor": "meter"},
              "when": {"kind": "window", "over": "3 h", "steps": 3, {{{when}}}},
              "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
            """), Bench.DefaultRegister);
        var (naive, expected, isRaised) = (new Naive(lessBaseload), new List<string>(), false);
        for (var hour = 1; hour <= 70 * Day; hour++)
        {
            long? amount = hour > 1 && random.Next(40) == 0 ? null : 20 + random.Next(hour % Day is > 7 and < 22 ? 80 : 10);
            if (amount is { } known) bench.Reading(hour * 60, known, 60);
            bench.Beat(hour * 60 + 0.01);
            if (naive.Take(hour, amount) is not { } value || isOver(naive, hour, value) is not { } now) continue;
            var isAbove = when.Contains("above", StringComparison.Ordinal);
            if (naive.Of(hour) is null && now != isAbove) continue; // what is missing could change it
            if (now != isRaised) expected.Add($"{(now ? OutcomeKind.Raised : OutcomeKind.Cleared)} {hour}: {value}");
            isRaised = now;
        }
        Assert.True(expected.Count > 20, $"seed {seed}: {expected.Count}");
        Assert.Equal(expected, bench.Outcomes.Where(o => o.Kind is OutcomeKind.Raised or OutcomeKind.Cleared)
            .Select(o => $"{o.Kind} {(int)(o.At - Bench.Start).TotalHours}: {o.Value}"));
    }

    private sealed class Naive(bool lessBaseload)
    {
        private readonly Dictionary<int, long> hours = [];
        private readonly Dictionary<int, long> windows = [];

        internal long? Of(int hour) => windows.TryGetValue(hour, out var value) ? value : null;

        /// <returns>What is known of the window that ends with this hour; null when it is not to be judged.</returns>
        internal long? Take(int hour, long? amount)
        {
            if (amount is { } known) hours[hour] = known;
            var (steps, always) = (Enumerable.Range(hour - Window + 1, Window), lessBaseload ? Baseload(hour - Window) : 0);
            if (always is not { } less) return null;
            var value = steps.Where(hours.ContainsKey).Sum(step => Math.Max(0, hours[step] - less));
            if (steps.All(hours.ContainsKey)) windows[hour] = value;
            return value;
        }

        internal (long Median, long Deviation)? Normal(int hour, int days)
        {
            var same = Enumerable.Range(1, hour / Day).Select(day => hour - day * Day)
                .Where(windows.ContainsKey).Take(days).Select(at => windows[at]).ToArray();
            if (same.Length < 7) return null;
            var median = Median(same);
            return (median, Math.Max(Median([.. same.Select(v => Math.Abs(v - median))]), Math.Max(1, median / 100)));
        }

        /// <summary>
        /// Of the days before that of the hour which has left the window; an hour that ends at midnight is of the day that begins.
        /// </summary>
        private long? Baseload(int left)
        {
            var last = hours.Keys.Where(hour => hour <= left).DefaultIfEmpty(0).Max();
            var least = hours.Where(h => h.Key <= left).GroupBy(h => h.Key / Day, h => h.Value).Where(day => day.Key < last / Day)
                .OrderBy(day => day.Key).TakeLast(7).Select(day => day.Min()).ToArray();
            return least.Length < 3 ? null : Median(least);
        }

        private static long Median(long[] values)
        {
            Array.Sort(values);
            return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        }
    }
}
