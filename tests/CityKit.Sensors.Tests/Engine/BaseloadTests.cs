using CityKit.Core.Wire;
using CityKit.Sensors.Engine;

namespace CityKit.Sensors.Tests.Engine;

public sealed class BaseloadTests
{
    [Theory] // the least of each day, the last day not over; what it then is
    [InlineData("5 5 5", null)]
    [InlineData("5 5 5 9", 5L)]
    [InlineData("5 9 7 0", 7L)]
    [InlineData("4 6 8 8 0", 7L)]
    [InlineData("1 1 1 1 9 9 9 9 0", 9L)] // of the last seven
    [InlineData("-3 -3 -3 -3", 0L)]
    public void Value_OfDays_IsTheMedianOfTheirLeastSteps(string days, long? expected)
    {
        var baseload = new Baseload();
        foreach (var (day, least) in days.Split(' ').Index())
            for (var step = 0; step < 4; step++)
                baseload.Add(day, int.Parse(least, System.Globalization.CultureInfo.InvariantCulture) + (step == 2 ? 0 : 10));
        Assert.Equal(expected, baseload.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Value_OfRandomSteps_IsWhatANaiveCalculationSays(int seed)
    {
        var random = new Random(seed);
        var (baseload, steps) = (new Baseload(), new List<(int Day, long Amount)>());
        for (var day = 0; day < 100; day += random.Next(1, 3))
            for (var step = 0; step < 24; step += random.Next(1, 4))
            {
                var amount = random.NextInt64(random.Next(4) == 0 ? 5 : 1_000);
                baseload.Add(day, amount);
                steps.Add((day, amount));
                var least = steps.Where(s => s.Day < day).GroupBy(s => s.Day).TakeLast(7)
                    .Select(g => g.Min(s => s.Amount)).Order().ToArray();
                long? naive = least.Length < 3 ? null : (least[(least.Length - 1) / 2] + least[least.Length / 2]) / 2;
                Assert.Equal(naive, baseload.Value);
            }
    }

    [Fact]
    public void Load_AtAnyTime_GoesOn()
    {
        var (plain, restarted) = (new Baseload(), new Baseload());
        var random = new Random(1);
        for (var day = 0; day < 40; day++)
            for (var step = 0; step < 5; step++)
            {
                var amount = random.Next(100);
                plain.Add(day, amount);
                restarted.Add(day, amount);
                restarted = Restarted(restarted);
                Assert.Equal(plain.Value, restarted.Value);
            }
    }

    private static Baseload Restarted(Baseload baseload)
    {
        var bytes = new byte[Baseload.MaxStateBytes];
        var writer = new WireWriter(bytes);
        baseload.Save(ref writer);
        var reader = new WireReader(bytes.AsSpan(0, writer.Position));
        var loaded = new Baseload();
        loaded.Load(ref reader);
        Assert.Null(reader.Error);
        return loaded;
    }
}
