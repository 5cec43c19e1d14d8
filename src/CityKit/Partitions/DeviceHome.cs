using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Devices;

namespace CityKit.Partitions;

/// <summary>A device, and the partition that it is in.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Device">The device as it was stored when it was read.</param>
internal sealed record DeviceHome(PartitionId Partition, DeviceRecord Device)
{
    /// <summary>One key checks one signature at a time: a device sends one batch at a time.</summary>
    internal bool Signed(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> signature)
    {
        lock (Device.Key) return Device.Key.Verify(bytes.Span, signature.Span);
    }
}
