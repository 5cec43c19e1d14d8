using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Testing;

/// <summary>A <see cref="FakeTimeProvider"/> in NodaTime's types. It counts in 100 ns, so what is finer is cut.</summary>
/// <example><code>var time = FakeTime.At(Instant.FromUtc(2026, 3, 2, 0, 0)); time.Advance(Duration.FromMinutes(31));</code></example>
public static class FakeTime
{
    /// <summary>A clock that shows an instant until it is moved.</summary>
    public static FakeTimeProvider At(Instant instant) => new(instant.ToDateTimeOffset());

    extension(FakeTimeProvider time)
    {
        /// <summary>The time it shows.</summary>
        public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

        /// <summary>Moves time on, and runs the timers that fall due.</summary>
        /// <param name="duration">By how much, zero or more.</param>
        /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
        public void Advance(Duration duration) => time.Advance(duration.ToTimeSpan());

        /// <summary>Moves time on to an instant, and runs the timers that fall due.</summary>
        /// <param name="instant">Now or later.</param>
        /// <exception cref="ArgumentOutOfRangeException">The instant is before <c>Now</c>.</exception>
        public void SetUtcNow(Instant instant) => time.SetUtcNow(instant.ToDateTimeOffset());
    }
}
