using System.Collections.Concurrent;
using CityKit.Core;
using CityKit.Core.Signing;

namespace CityKit.Devices;

/// <summary>The keys of admitted devices, for checking signatures before an input waits for the writer.</summary>
internal sealed class DeviceKeys : IDisposable
{
    private readonly ConcurrentDictionary<DeviceId, DevicePublicKey> keys = [];

    internal void Set(DeviceRecord device) => keys[device.Id] = device.Key;

    /// <summary>Whether the signature is the device's. One key checks one signature at a time: a device sends one batch at a time.</summary>
    internal bool TryVerify(DeviceId device, SignedBatch signed, out bool known)
    {
        known = keys.TryGetValue(device, out var key);
        if (!known) return false;
        lock (key!) return key.Verify(signed.Batch.Span, signed.Signature.Span);
    }

    public void Dispose() => keys.Clear();
}
