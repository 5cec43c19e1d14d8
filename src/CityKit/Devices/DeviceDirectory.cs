using System.Collections.Concurrent;
using CityKit.Core;
using CityKit.Core.Signing;

namespace CityKit.Devices;

/// <summary>
/// Devices as the last commit left them, for the threads that ask while the writer works: signatures are checked before an input waits.
/// </summary>
internal sealed class DeviceDirectory
{
    private readonly ConcurrentDictionary<DeviceId, DeviceRecord> devices = [];

    internal IReadOnlyList<DeviceRecord> All => [.. devices.Values.OrderBy(d => d.Id)];

    internal void Set(DeviceRecord device) => devices[device.Id] = device;

    internal DeviceRecord? Find(DeviceId device) => devices.GetValueOrDefault(device);

    /// <summary>
    /// Whether the signature is the device's. One key checks one signature at a time: a device sends one batch at a time.
    /// </summary>
    internal bool TryVerify(DeviceId device, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, out bool known)
    {
        known = devices.TryGetValue(device, out var record);
        if (!known) return false;
        lock (record!.Key) return record.Key.Verify(signed, signature);
    }
}
