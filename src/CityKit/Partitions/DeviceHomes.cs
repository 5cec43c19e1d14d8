using System.Collections.Concurrent;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>
/// Which partition each device is in, and by which key its signatures are checked, as far as a front has read it. What did not fit is read
/// again, once a second for each device at most.
/// </summary>
/// <param name="reader">Reads over all partitions.</param>
/// <param name="time">The clock.</param>
internal sealed class DeviceHomes(ICityReader reader, TimeProvider time)
{
    private const int MostUnknown = 10_000; // anybody may ask for a device that does not exist
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<DeviceId, (DeviceHome? Home, long At)> known = [];
    private int unknown;

    /// <summary>A device that fits; or as it is stored, which does not fit; null when there is none.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<DeviceHome?> FindAsync(DeviceId device, Func<DeviceHome, bool> fits, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(device, out var read)) return await ReadAsync(device, cancellationToken).ConfigureAwait(false);
        return (read.Home is { } home && fits(home)) || time.GetElapsedTime(read.At) < Again ? read.Home
            : await ReadAsync(device, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A device as it is stored now; null when there is none.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<DeviceHome?> ReadAsync(DeviceId device, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(DeviceDocuments.Kind.Name, device.Value);
        var where = await reader.WhereAsync([key], cancellationToken).ConfigureAwait(false);
        var home = where.TryGetValue(key, out var partition)
            && await reader.Of(partition).FindAsync(
                DeviceDocuments.Kind, device.Value, cancellationToken).ConfigureAwait(false) is { } record
                ? new DeviceHome(partition, record) : null;
        if (home is null && Interlocked.Increment(ref unknown) > MostUnknown) Forget();
        known[device] = (home, time.GetTimestamp());
        return home;
    }

    /// <summary>Has a device read again: what was known of it is not so.</summary>
    internal void Forget(DeviceId device) => known.TryRemove(device, out _);

    private void Forget()
    {
        Interlocked.Exchange(ref unknown, 0);
        foreach (var (device, read) in known)
            if (read.Home is null) known.TryRemove(device, out _);
    }
}
