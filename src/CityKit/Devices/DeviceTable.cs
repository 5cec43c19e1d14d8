using CityKit.Core;
using NodaTime;

namespace CityKit.Devices;

/// <summary>The devices as the last decision left them, and when each is too long silent (设备表).</summary>
/// <param name="offlineAfter">How long a device may be silent.</param>
internal sealed class DeviceTable(Duration offlineAfter)
{
    private readonly Dictionary<DeviceId, DeviceRecord> devices = [];
    private readonly SortedSet<SilentDevice> due = new(Comparer<SilentDevice>.Create(
        (a, b) => a.Since != b.Since ? a.Since.CompareTo(b.Since) : a.Device.CompareTo(b.Device)));
    private readonly HashSet<DeviceId> silent = [];
    private readonly HashSet<DeviceId> aside = [];
    private readonly HashSet<DeviceId> changed = [];

    /// <summary>When the next device has been silent for too long; null for never.</summary>
    internal Instant? NextDue => due.Count == 0 ? null : due.Min.Since;

    /// <summary>When a device was heard last, by the hub's clock; null for never.</summary>
    internal Instant? LastHeard => devices.Values.Max(device => device.HeardAt);

    /// <summary>The devices that are admitted.</summary>
    internal IEnumerable<DeviceId> Ids => devices.Keys;

    internal DeviceRecord? Find(DeviceId id) => devices.GetValueOrDefault(id);

    /// <summary>Takes up the devices of a store, and which of them were said to be silent.</summary>
    internal void Load(IEnumerable<DeviceRecord> stored, IEnumerable<string> saidToBeSilent)
    {
        foreach (var name in saidToBeSilent)
            if (DeviceId.TryParse(name, null, out var id)) silent.Add(id);
        foreach (var device in stored) Put(device);
    }

    /// <summary>Takes a device as it now is.</summary>
    /// <returns>Whether it was silent and is heard again.</returns>
    internal bool Put(DeviceRecord device)
    {
        var before = devices.GetValueOrDefault(device.Id);
        devices[device.Id] = device;
        changed.Add(device.Id);
        if (before?.HeardAt == device.HeardAt && before?.Standing == device.Standing) return false;
        if (before?.HeardAt is { } known) due.Remove(Due(device.Id, known));
        var isBack = before?.HeardAt is not null && silent.Remove(device.Id);
        if (device is { HeardAt: { } heard, Standing: Standing.Active } && !silent.Contains(device.Id)) due.Add(Due(device.Id, heard));
        return isBack;
    }

    /// <summary>
    /// Takes back what a clock that ran ahead said of when devices were heard: it would keep their silence from being noticed.
    /// </summary>
    /// <returns>The devices that it was said of, as they now are.</returns>
    internal IReadOnlyList<DeviceRecord> HeardNoLaterThan(Instant now)
    {
        var ahead = devices.Values.Where(device => device.HeardAt > now).Select(device => device with { HeardAt = now }).ToArray();
        foreach (var device in ahead) Put(device);
        return ahead;
    }

    /// <summary>Takes a device whose repeats alone were counted: it is stored when the hub stops.</summary>
    internal void PutAside(DeviceRecord device)
    {
        Put(device);
        aside.Add(device.Id);
    }

    /// <summary>The devices that changed since this was last asked.</summary>
    internal IReadOnlyList<DeviceRecord> TakeChanged()
    {
        if (changed.Count == 0) return [];
        var taken = changed.Select(id => devices[id]).ToArray();
        changed.Clear();
        return taken;
    }

    /// <summary>The devices whose repeats are not stored.</summary>
    internal IReadOnlyList<DeviceRecord> TakeAside()
    {
        var taken = aside.Select(id => devices[id]).ToArray();
        aside.Clear();
        return taken;
    }

    /// <summary>The devices that have been silent for too long by now, each reported once until it is heard.</summary>
    internal IReadOnlyList<SilentDevice> TakeSilent(Instant now)
    {
        var taken = due.TakeWhile(device => device.Since <= now).ToArray();
        foreach (var device in taken)
        {
            due.Remove(device);
            silent.Add(device.Device);
        }
        return taken;
    }

    private SilentDevice Due(DeviceId id, Instant heard) => new(id, heard + offlineAfter);
}
