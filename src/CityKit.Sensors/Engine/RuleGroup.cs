using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>The sensors of one group that a rule is about, and what the rule knows of them.</summary>
internal sealed class RuleGroup(GroupPlan plan, GroupKey key, TrackTable tracks) : IComparable<RuleGroup>
{
    /// <summary>How far behind the latest device of a group another one may be to count as online.</summary>
    internal static readonly long Tolerance = 5 * NodaTime.NodaConstants.NanosecondsPerMinute;

    private readonly List<Sensor> members = [];
    private DeviceTrack[]? devices;
    private RuleKey? stateKey;

    internal GroupPlan Plan => plan;

    internal GroupKey Key => key;

    /// <summary>The entries of its sensors, by key and time.</summary>
    internal IReadOnlyList<Sensor> Members => members;

    /// <summary>Its devices, as far as the register has them.</summary>
    internal DeviceTrack[] Devices =>
        devices ??= [.. members.Select(m => m.Key.Device).Distinct().Select(tracks.Device).OfType<DeviceTrack>()];

    /// <summary>What is known; null while that is nothing.</summary>
    internal GroupTrack? Track { get; set; }

    /// <summary>Whether its cell was looked at.</summary>
    internal bool IsLoaded { get; set; }

    /// <summary>Under which its state is kept.</summary>
    internal RuleKey StateKey => stateKey ??= KeyOf(plan.Rule.Id, key);

    /// <summary>Whether what is found of it is in order already and need not wait for the group's time.</summary>
    internal bool KeepsOrder => plan.KeepsOrder && Devices.Length == 1;

    /// <summary>
    /// The group's time: the earliest of the devices that are online, which are those at most <see cref="Tolerance"/> behind the latest.
    /// </summary>
    internal long Time()
    {
        var latest = Clock.Earliest;
        foreach (var device in Devices) latest = Math.Max(latest, device.Time);
        var time = latest;
        foreach (var device in Devices)
            if (device.Time >= latest - Tolerance && device.Time > Clock.Earliest) time = Math.Min(time, device.Time);
        return time;
    }

    /// <summary>A member's entry; null when it is no member.</summary>
    internal Sensor? Find(SensorKey sensor, long from)
    {
        var at = CollectionsMarshal.AsSpan(members).BinarySearch(new Entry(sensor, from));
        return at < 0 ? null : members[at];
    }

    /// <summary>Whether any sensor of a device is a member.</summary>
    internal bool Has(DeviceId device) => members.Exists(m => m.Key.Device == device);

    internal void Add(Sensor entry) => members.Add(entry);

    internal void Remove(SensorKey sensor) => members.RemoveAll(m => m.Key == sensor);

    /// <summary>Called when its members changed.</summary>
    internal void Settle()
    {
        members.Sort(static (a, b) => new Entry(a.Key, Clock.Of(a.ValidFrom)).CompareTo(b));
        devices = null;
    }

    internal static RuleKey KeyOf(string rule, GroupKey key)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())).AsSpan(0, 16);
        return RuleKey.OfGroup($"{rule}/{Convert.ToHexStringLower(digest)}");
    }

    /// <summary>By rule, then by code.</summary>
    public int CompareTo(RuleGroup? other) => other is null ? 1
        : string.CompareOrdinal(plan.Rule.Id, other.Plan.Rule.Id) is not 0 and var order ? order
        : string.CompareOrdinal(key.Value, other.Key.Value);

    private readonly record struct Entry(SensorKey Key, long From) : IComparable<Sensor>
    {
        public int CompareTo(Sensor? other) => other is null ? 1
            : Key.CompareTo(other.Key) is not 0 and var order ? order : From.CompareTo(Clock.Of(other.ValidFrom));
    }
}
