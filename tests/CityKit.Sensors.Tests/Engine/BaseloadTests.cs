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
            for (var step = 0; step < 4; step++) baseload.Add(day, int.Parse(least, System.Globalization.CultureInfo.InvariantCulture) + (step == 2 ? 0 : 10));
        Assert.Equal(expected, baseload.Value);
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
