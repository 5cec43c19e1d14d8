using CityKit.Core;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Forwarding;

/// <summary>How large a batch each lane dares now: halved when one was too large, doubled again by each success.</summary>
internal sealed class LaneLimits(BatchLimits most)
{
    private readonly BatchLimits[] limits = [most, most];

    internal BatchLimits this[Lane lane] => limits[(int)lane];

    internal void Halve(Lane lane, OutboxBatch failed)
    {
        var events = Math.Min(failed.Events.Count, limits[(int)lane].Events);
        limits[(int)lane] = new BatchLimits(events, limits[(int)lane].Bytes).Halved();
    }

    internal void Grow(Lane lane)
    {
        var now = limits[(int)lane];
        limits[(int)lane] = new BatchLimits(Math.Min(most.Events, now.Events * 2), Math.Min(most.Bytes, now.Bytes * 2));
    }
}
