using NodaTime;

namespace CityKit.Samples.Compound.Driving;

/// <summary>Waits until the wall clock has come as far as the story.</summary>
internal sealed class Pace(Speed speed, Instant from, TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();

    /// <summary>Waits until it is time for this moment of the story.</summary>
    public async Task UntilAsync(Instant moment, CancellationToken cancellation)
    {
        if (speed.Factor is not { } factor) return;
        var wait = (moment - from).ToTimeSpan() / factor - clock.GetElapsedTime(started);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellation);
    }
}
