using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Core.Tests.Calendar;

/// <summary>The clock beside a walk over every minute of three invented years: forward, after a pause, extended, left.</summary>
public class MinuteWalkTests
{
    private const int Rounds = 400;
    private const int Month = 31 * 24 * 60;
    private static readonly LimitUnit[] Units = Enum.GetValues<LimitUnit>();

    /// <summary>Seeds, each with both readings.</summary>
    public static TheoryData<int, WorkDayReading> Worlds()
    {
        var worlds = new TheoryData<int, WorkDayReading>();
        for (var seed = 1; seed <= 8; seed++)
        {
            worlds.Add(seed, WorkDayReading.WorkingHours);
            worlds.Add(seed, WorkDayReading.EndOfNthDay);
        }
        return worlds;
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void After_AnyStartAndLimit_IsTheMinuteWalkedTo(int seed, WorkDayReading reading) => ForEach(
        seed, reading, (walk, clock, random) =>
    {
        var (start, limit) = (Start(walk, random), Limit(random));
        Same(walk, walk.After(start, limit, reading), clock.After(MinuteWalk.At(start), limit), $"{limit} from {MinuteWalk.At(start)}");
    });

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Resume_AnyPause_KeepsTheMinutesThatWereLeft(int seed, WorkDayReading reading) => ForEach(
        seed, reading, (walk, clock, random) =>
    {
        var (start, limit) = (Start(walk, random), Limit(random));
        var due = walk.After(start, limit, reading);
        var paused = start + random.Next(Math.Max(1, (due - start) * 5 / 4));
        var resumed = paused + random.Next(6 * Month);
        var before = clock.After(MinuteWalk.At(start), limit);
        var after = clock.Resume(before, MinuteWalk.At(paused), MinuteWalk.At(resumed), limit.Unit);
        Same(walk, walk.Resume(due, paused, resumed, limit.Unit, reading), after,
            $"{limit} from {MinuteWalk.At(start)}, paused {MinuteWalk.At(paused)} to {MinuteWalk.At(resumed)}");
    });

    [Theory]
    [MemberData(nameof(Worlds))]
    public void After_ExtendedOnceMore_IsTheMinuteWalkedToFromTheDeadline(int seed, WorkDayReading reading) => ForEach(
        seed, reading, (walk, clock, random) =>
    {
        var (start, limit) = (Start(walk, random), Limit(random));
        var due = walk.After(walk.After(start, limit, reading), limit, reading);
        Same(walk, due, clock.After(clock.After(MinuteWalk.At(start), limit).At, limit), $"twice {limit} from {MinuteWalk.At(start)}");
    });

    [Theory]
    [MemberData(nameof(Worlds))]
    public void LeftUntil_AnyTwoMoments_CountsTheMinutesBetween(int seed, WorkDayReading reading) => ForEach(
        seed, reading, (walk, clock, random) =>
    {
        var (due, now) = (Start(walk, random), Start(walk, random));
        var left = clock.LeftUntil(MinuteWalk.At(due), LimitUnit.WorkHour, MinuteWalk.At(now));
        var working = now <= due ? walk.Between(now, due) : -walk.Between(due, now);
        Assert.Equal(
            (Duration.FromMinutes(due - now), Duration.FromMinutes(working), now > due),
            (left.Natural, left.Working, left.IsOverdue));
    });

    private static void ForEach(int seed, WorkDayReading reading, Action<MinuteWalk, WorkClock, Random> round)
    {
        var random = new Random(seed);
        var walk = new MinuteWalk(random);
        var clock = walk.Clock(reading);
        for (var i = 0; i < Rounds; i++) round(walk, clock, random);
    }

    private static int Start(MinuteWalk walk, Random random) => random.Next(walk.Length - (16 * Month));

    private static WorkLimit Limit(Random random)
    {
        var unit = Units[random.Next(Units.Length)];
        return new WorkLimit(random.Next(unit is LimitUnit.Minute or LimitUnit.WorkHour ? 120 : 16), unit);
    }

    private static void Same(MinuteWalk walk, int minute, Deadline deadline, string what) => Assert.True(
        new Deadline(MinuteWalk.At(minute), false, null) == deadline,
        $"{what} ({walk}): walked to {MinuteWalk.At(minute)}, calculated {deadline}");
}
