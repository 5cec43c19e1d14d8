using CityKit.Core.Wire;
using CityKit.Sensors.Engine;

namespace CityKit.Sensors.Tests.Engine;

public sealed class NormalHistoryTests
{
    [Theory] // values, median, deviation
    [InlineData("10 10 10 10 10 10 10", 10, 1)] // at least one unit
    [InlineData("1000 1000 1000 1000 1000 1000 1000", 1000, 10)] // at least 1 %
    [InlineData("1 2 3 4 5 6 7", 4, 2)]
    [InlineData("1 1 2 2 4 6 9", 2, 1)] // the usual textbook example
    [InlineData("1 2 3 4 5 6 7 8", 4, 2)] // 4.5 rounded down
    [InlineData("-8 -7 -6 -5 -4 -3 -2 -1", -5, 2)] // -4.5 rounded down
    [InlineData("0 0 0 0 0 0 99999999999", 0, 1)]
    [InlineData(
        "-9223372036854775808 -9223372036854775808 -9223372036854775808 0 9223372036854775807 9223372036854775807 9223372036854775807",
        0,
        long.MaxValue)]
    public void Of_AtLeastSevenWindows_IsMedianAndDeviation(string values, long median, long deviation)
    {
        var history = new NormalHistory(24, 28);
        foreach (var (day, value) in values.Split(' ').Index())
            history.Put(3, day, long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((median, deviation), history.Of(3));
        Assert.Null(history.Of(4));
    }

    [Fact]
    public void Of_SixWindowsOrTwoOfOneDay_IsNotKnown()
    {
        var history = new NormalHistory(24, 7);
        for (var day = 1; day <= 6; day++) history.Put(0, day, day);
        history.Put(0, 6, 100);
        Assert.Null(history.Of(0));
        history.Put(0, 7, 7);
        Assert.Equal((4, 2), history.Of(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomWindows_IsWhatANaiveCalculationSays(int seed)
    {
        var random = new Random(seed);
        var days = random.Next(7, 57);
        var (history, naive) = (new NormalHistory(24, days), new List<decimal>[24]);
        for (var day = 0; day < 200; day++)
            for (var hour = 0; hour < 24; hour++)
            {
                if (random.Next(5) == 0) continue;
                var value = random.NextInt64(random.Next(4) == 0 ? 1L << 40 : 50) - 20;
                history.Put(hour, day, value);
                (naive[hour] ??= []).Add(value);
                var last = naive[hour].TakeLast(days).ToList();
                Assert.Equal(last.Count < 7 ? null : Naive(last), history.Of(hour));
                if (random.Next(100) == 0) history = Restarted(history, days);
            }
    }

    [Fact]
    public void Put_InTheSteadyState_AllocatesNothing()
    {
        var history = new NormalHistory(24, 28);
        for (var day = 0; day < 40; day++) Day(history, day);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var day = 40; day < 80; day++) Day(history, day);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Load_FewerDaysThanSaved_KeepsTheLast()
    {
        var history = new NormalHistory(1, 28);
        for (var day = 0; day < 28; day++) history.Put(0, day, day < 20 ? 1_000 : 5);
        Assert.Equal((5, 1), Restarted(history, 8).Of(0));
    }

    private static void Day(NormalHistory history, int day)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            history.Put(hour, day, day * hour);
            history.Of(hour);
        }
    }

    private static (long, long)? Naive(List<decimal> values)
    {
        var median = Median(values);
        var deviation = Median([.. values.Select(v => Math.Abs(v - median))]);
        return ((long)median, (long)Math.Max(Math.Max(deviation, 1), Math.Truncate(Math.Abs(median) / 100)));
    }

    private static decimal Median(List<decimal> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Floor((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2);
    }

    private static NormalHistory Restarted(NormalHistory history, int days)
    {
        var bytes = new byte[history.MaxStateBytes];
        var writer = new WireWriter(bytes);
        history.Save(ref writer);
        var reader = new WireReader(bytes.AsSpan(0, writer.Position));
        var loaded = new NormalHistory(history.Hours, days);
        loaded.Load(ref reader);
        Assert.Null(reader.Error);
        Assert.True(reader.AtEnd);
        return loaded;
    }
}
