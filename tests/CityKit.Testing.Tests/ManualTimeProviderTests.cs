using NodaTime;

namespace CityKit.Testing.Tests;

public class ManualTimeProviderTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 21, 8, 0);
    private readonly ManualTimeProvider clock = new(Start);
    private readonly List<string> fired = [];

    [Fact]
    public void Now_UntilMoved_StandsStill()
    {
        Assert.Equal(Start, clock.Now);
        Assert.Equal(Start.ToDateTimeOffset(), clock.GetUtcNow());
        Assert.Equal(0, clock.GetTimestamp());
        Assert.Same(TimeZoneInfo.Utc, clock.LocalTimeZone);
    }

    [Fact]
    public void Advance_ByNanoseconds_MovesEveryReadingTogether()
    {
        var before = clock.GetTimestamp();
        clock.Advance(Duration.FromNanoseconds(1_500_000_001));
        Assert.Equal(1_500_000_001, clock.GetTimestamp() - before);
        Assert.Equal(Start.PlusNanoseconds(1_500_000_001), clock.Now);
        Assert.Equal(TimeSpan.FromSeconds(1.5), clock.GetElapsedTime(before));
        Assert.Equal(TimeSpan.FromSeconds(1.5), clock.GetUtcNow() - Start.ToDateTimeOffset());
    }

    [Fact]
    public void SetUtcNow_ToNowOrLater_MovesThere()
    {
        clock.SetUtcNow(Start);
        clock.SetUtcNow(Start + Duration.FromDays(1));
        Assert.Equal(Start + Duration.FromDays(1), clock.Now);
        Assert.Equal(NodaConstants.NanosecondsPerDay, clock.GetTimestamp());
    }

    [Fact]
    public void Move_Backwards_ThrowsAndMovesNothing()
    {
        clock.Advance(Duration.FromHours(1));
        Assert.Contains("not back to", Assert.Throws<ArgumentException>(() => clock.SetUtcNow(Start)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => clock.Advance(-Duration.Epsilon));
        Assert.Equal(Start + Duration.FromHours(1), clock.Now);
    }

    [Fact]
    public void Advance_OverManyTimers_FiresThemInOrderAtTheirOwnTimesOnThisThread()
    {
        var thread = Environment.CurrentManagedThreadId;
        void Note(object? name) => fired.Add($"{name} {(clock.Now - Start).TotalSeconds} {Environment.CurrentManagedThreadId == thread}");
        using var late = clock.CreateTimer(Note, "late", TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
        using var first = clock.CreateTimer(Note, "first", TimeSpan.FromSeconds(3), TimeSpan.Zero);
        using var second = clock.CreateTimer(Note, "second", TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var each = clock.CreateTimer(Note, "each", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        Assert.Equal(Start + Duration.FromSeconds(2), clock.NextDue);
        clock.Advance(Duration.FromSeconds(6));
        Assert.Equal(["each 2 True", "first 3 True", "second 3 True", "each 4 True", "each 6 True"], fired);
        Assert.Equal(Start + Duration.FromSeconds(6), clock.Now);
    }

    [Fact]
    public void Advance_NotYetToTheDueTime_FiresNothing()
    {
        using var timer = clock.CreateTimer(_ => fired.Add("x"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.Advance(Duration.FromSeconds(1) - Duration.Epsilon);
        Assert.Empty(fired);
        clock.Advance(Duration.Epsilon);
        Assert.Equal(["x"], fired);
        clock.Advance(Duration.FromDays(1));
        Assert.Equal(["x"], fired);
    }

    [Fact]
    public void Change_ToNeverThenAgain_FiresAtTheNewTimeOnly()
    {
        using var timer = clock.CreateTimer(_ => fired.Add("x"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.Null(clock.NextDue);
        clock.Advance(Duration.FromSeconds(5));
        Assert.Empty(fired);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        clock.Advance(Duration.Zero);
        Assert.Equal(["x"], fired);
    }

    [Fact]
    public void Dispose_OfATimer_EndsIt()
    {
        var timer = clock.CreateTimer(_ => fired.Add("x"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        clock.Advance(Duration.FromSeconds(2));
        timer.Dispose();
        timer.Dispose();
        clock.Advance(Duration.FromSeconds(5));
        Assert.Equal(2, fired.Count);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Null(clock.NextDue);
    }

    [Fact]
    public void CreateTimer_WithANegativeTime_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(-1), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromTicks(-1)));
        Assert.Null(clock.NextDue);
    }

    [Fact]
    public void Advance_WhenACallbackSetsATimerWithinReach_FiresThatToo()
    {
        using var inner = clock.CreateTimer(_ => fired.Add($"inner {(clock.Now - Start).TotalSeconds}"), null, Timeout.InfiniteTimeSpan, TimeSpan.Zero);
        using var outer = clock.CreateTimer(_ => inner.Change(TimeSpan.FromSeconds(1), TimeSpan.Zero), null, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        clock.Advance(Duration.FromSeconds(3));
        Assert.Equal(["inner 2"], fired);
    }

    [Fact]
    public void Advance_FromWithinACallback_NeverMovesBack()
    {
        using var timer = clock.CreateTimer(_ => clock.Advance(Duration.FromSeconds(10)), null, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        clock.Advance(Duration.FromSeconds(2));
        Assert.Equal(Start + Duration.FromSeconds(11), clock.Now);
    }

    [Fact]
    public void Advance_WhenACallbackThrows_StaysAtItsMoment()
    {
        using var timer = clock.CreateTimer(_ => throw new InvalidOperationException("mine"), null, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        Assert.Equal("mine", Assert.Throws<InvalidOperationException>(() => clock.Advance(Duration.FromSeconds(2))).Message);
        Assert.Equal(Start + Duration.FromSeconds(1), clock.Now);
        clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(Start + Duration.FromSeconds(2), clock.Now);
    }

    [Fact]
    public async Task TaskDelay_OnThisClock_EndsWithTheAdvance()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), clock);
        clock.Advance(Duration.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(Duration.FromSeconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task PeriodicTimer_OnThisClock_TicksWithEachPeriod()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        for (var i = 0; i < 3; i++)
        {
            var tick = timer.WaitForNextTickAsync();
            Assert.False(tick.IsCompleted);
            clock.Advance(Duration.FromMinutes(1));
            Assert.True(await tick);
        }
    }

    [Fact]
    public async Task Advance_FromManyThreads_FiresEveryPeriodOnceAndNeverGoesBack()
    {
        var count = 0;
        using var timer = clock.CreateTimer(_ => Interlocked.Increment(ref count), null, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        var monotonic = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AdvanceAndWatch(250))));
        Assert.All(monotonic, Assert.True);
        Assert.Equal((int)(clock.Now - Start).TotalMilliseconds, count);
        Assert.InRange(clock.Now, Start + Duration.FromMilliseconds(250), Start + Duration.FromMilliseconds(1000));
    }

    private bool AdvanceAndWatch(int times)
    {
        var last = clock.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            clock.Advance(Duration.FromMilliseconds(1));
            var next = clock.GetTimestamp();
            if (next < last) return false;
            last = next;
        }
        return true;
    }
}
