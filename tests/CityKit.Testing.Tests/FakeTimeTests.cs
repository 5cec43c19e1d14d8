using NodaTime;

namespace CityKit.Testing.Tests;

public sealed class FakeTimeTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 21, 8, 0);

    [Fact]
    public void Advance_ByADuration_MovesTheTimeAndFiresTimers()
    {
        var time = FakeTime.At(Start);
        var fired = 0;
        using var timer = time.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        time.Advance(Duration.FromMinutes(3));
        Assert.Equal((Start + Duration.FromMinutes(3), 3), (time.Now, fired));
    }

    [Fact]
    public void SetUtcNow_ToAnInstant_MovesThere()
    {
        var time = FakeTime.At(Start);
        time.SetUtcNow(Start + Duration.FromDays(1));
        Assert.Equal(Start + Duration.FromDays(1), time.Now);
        Assert.Throws<ArgumentOutOfRangeException>(() => time.SetUtcNow(Start));
    }
}
