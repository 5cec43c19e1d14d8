using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Samples.District.Load;

/// <summary>A lane of a device: makes signed batches, each after the one before.</summary>
internal sealed class LaneOutbox(LaneKey lane, DeviceKey key, BootClock boot)
{
    private RunningHash hash;

    /// <summary>Which lane.</summary>
    internal LaneKey Lane => lane;

    /// <summary>The last event of the last batch.</summary>
    internal long Last { get; private set; }

    /// <summary>The next batch, of these events.</summary>
    internal byte[] Pack(IReadOnlyCollection<CityEvent> events)
    {
        var header = new BatchHeader(lane.Device, lane.Outbox, lane.Lane, Last + 1, hash, [boot]);
        var encoded = new List<ReadOnlyMemory<byte>>(events.Count);
        foreach (var seen in events)
        {
            encoded.Add(Encode(seen with { Sequence = ++Last }));
            hash = hash.Next(encoded[^1].Span);
        }
        return SignedBatch.Sign(BatchCodec.Encode(header, encoded), key).Encode();
    }

    private static ReadOnlyMemory<byte> Encode(CityEvent seen)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        return buffer.AsMemory(0, EventCodec.Encode(seen, buffer));
    }
}
