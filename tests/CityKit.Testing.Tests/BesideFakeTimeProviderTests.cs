using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Testing.Tests;

/// <summary><see cref="ManualTimeProvider"/> fires what Microsoft's FakeTimeProvider fires, and shows the same time.</summary>
public class BesideFakeTimeProviderTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 27, 0, 0);

    [Fact]
    public void Advance_AnyTimersAndSteps_FireAsOftenAsThoseOfTheFake()
    {
        const int Seed = 20261127;
        var random = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            var ours = new ManualTimeProvider(Start);
            var fake = new FakeTimeProvider(Start.ToDateTimeOffset());
            var fired = new int[2];
            for (var timer = random.Next(1, 5); timer > 0; timer--)
            {
                var due = TimeSpan.FromMilliseconds(random.Next(1, 5_000));
                var period = random.Next(2) == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(random.Next(1, 2_000));
                ours.CreateTimer(_ => fired[0]++, null, due, period);
                fake.CreateTimer(_ => fired[1]++, null, due, period);
            }
            for (var step = 0; step < 10; step++)
            {
                var by = random.Next(0, 3_000);
                ours.Advance(Duration.FromMilliseconds(by));
                fake.Advance(TimeSpan.FromMilliseconds(by));
                Assert.True(fired[0] == fired[1], $"seed {Seed}, round {round}, step {step}: {fired[0]} and {fired[1]}");
                Assert.Equal(fake.GetUtcNow(), ours.GetUtcNow());
            }
        }
    }
}
