using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Shared.Checks;

namespace CityKit.Edge.Outbox;

/// <summary>What the outbox knows of a boot.</summary>
/// <param name="Clock">Its wall time.</param>
/// <param name="Released">True when its readings go without wall time.</param>
internal sealed record BootEntry(BootClock Clock, bool Released)
{
    internal RowCheck Check =>
        RowCheck.Boots.With((long)Clock.Ordinal).With((long)(ulong)(Clock.Boot.Value >> 64)).With((long)(ulong)Clock.Boot.Value)
            .With(Clock.Zero?.ToUnixNanoseconds()).With((long)Clock.Quality).With(Released ? 1L : 0);
}
