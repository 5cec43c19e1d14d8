using CityKit.Core.Wire;
using CityKit.Sensors.Engine;

namespace CityKit.Sensors.Tests.Engine;

public sealed class WindowPastTests
{
    private const long Step = 60_000_000_000;

    [Theory]
    [InlineData(1, 24)]
    [InlineData(2, 24)]
    [InlineData(3, 1)]
    [InlineData(4, 7)]
    public void Before_RandomWindowsGapsAndClocks_IsWhatADictionarySays(int seed, int count)
    {
        var random = new Random(seed);
        var (past, naive, at) = (new WindowPast(Step, count), new Dictionary<long, long>(), 1_000 * Step);
        for (var round = 0; round < 5_000; round++)
        {
            if (random.Next(50) == 0) at += random.Next(3 * count) * Step;
            if (random.Next(80) == 0) at = SetBack(at - random.NextInt64(2 * count * Step));
            if (random.Next(30) == 0) past = Restarted(past, count);
            at = (at / Step + 1) * Step;
            Assert.Equal(naive.TryGetValue(at - count * Step, out var before) ? before : null, past.Before(at));
            long? value = random.Next(5) == 0 ? null : random.NextInt64();
            past.Put(at, value);
            if (value is { } known) naive[at] = known;
            Forget(end => end <= at - count * Step); // in the place of which there is another now, even if the clock goes back
        }

        long SetBack(long to)
        {
            past.SetBack(to);
            Forget(end => end > to);
            return to;
        }

        void Forget(Predicate<long> isGone)
        {
            foreach (var end in naive.Keys.Where(end => isGone(end)).ToList()) naive.Remove(end);
        }
    }

    private static WindowPast Restarted(WindowPast past, int count)
    {
        var bytes = new byte[past.MaxStateBytes];
        var writer = new WireWriter(bytes);
        past.Save(ref writer);
        var reader = new WireReader(bytes.AsSpan(0, writer.Position));
        var loaded = new WindowPast(Step, count);
        loaded.Load(ref reader);
        Assert.Null(reader.Error);
        return loaded;
    }
}
