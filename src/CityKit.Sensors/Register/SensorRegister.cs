using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>
/// All sensors known (传感器台账). Immutable; another one with an entry more or less costs the same however many there are. The periods of
/// one key never
/// overlap.
/// </summary>
public sealed class SensorRegister
{
    private readonly ImmutableDictionary<DeviceId, ImmutableSortedDictionary<SensorName, ImmutableArray<Sensor>>> devices;
    private Sensor[]? sorted;

    private SensorRegister(ImmutableDictionary<DeviceId, ImmutableSortedDictionary<SensorName, ImmutableArray<Sensor>>> devices,
        int count) =>
        (this.devices, Count) = (devices, count);

    /// <summary>No sensors.</summary>
    public static SensorRegister Empty { get; } = new(ImmutableDictionary<DeviceId, ImmutableSortedDictionary<SensorName,
        ImmutableArray<Sensor>>>.Empty, 0);

    /// <summary>The file of no sensors, as a hub has it that was given none.</summary>
    private static ReadOnlySpan<byte> EmptyFile => "{\"version\":1,\"sensors\":[]}"u8;

    /// <summary>How many entries there are.</summary>
    public int Count { get; }

    /// <summary>
    /// All entries, by key, then by time. The first call walks them all; <see cref="OfDevice"/> and <see cref="Find"/> do not.
    /// </summary>
    public ImmutableArray<Sensor> Sensors =>
        ImmutableCollectionsMarshal.AsImmutableArray(sorted ??= [.. Keys().SelectMany(key => PeriodsOf(key))]);

    /// <summary>A register of these entries.</summary>
    /// <exception cref="ArgumentException">Two periods of one key overlap, a period ends before it begins, or a scale is below
    /// 1.</exception>
    public static SensorRegister Of(IEnumerable<Sensor> sensors)
    {
        ArgumentNullException.ThrowIfNull(sensors);
        var sorted = Sorted(sensors);
        return SensorEntryCheck.FirstWrong(sorted) is { } wrong ? throw Broken(wrong.Sensor, wrong.Why, nameof(sensors)) : OfSorted(sorted);
    }

    /// <summary>Reads the register's JSON file.</summary>
    /// <returns>The register, or null with everything that is wrong and where.</returns>
    public static SensorRegister? Parse(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        errors = [];
        if (utf8.SequenceEqual(EmptyFile)) return Empty;
        using var stream = new MemoryStream(utf8.ToArray());
        return Read(stream, out errors);
    }

    /// <summary>
    /// Reads the register's JSON file from a stream, entry by entry: any number of them, each at most 64 KiB. What is broken, or too
    /// large an entry, ends it;
    /// then that alone is reported.
    /// </summary>
    /// <returns>The register, or null with everything that is wrong and where.</returns>
    public static SensorRegister? Read(Stream utf8, out IReadOnlyList<ConfigError> errors)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var entries = SensorFile.Read(utf8, out var found);
        errors = found;
        if (found.Count > 0) return null;
        var sorted = Sorted(entries.Select(e => e.Sensor));
        if (SensorEntryCheck.FirstWrong(sorted) is not { } wrong) return OfSorted(sorted);
        var number = entries.FindIndex(e => ReferenceEquals(e.Sensor, wrong.Sensor));
        found.Add(new ConfigError(entries[number].Place.Line, entries[number].Place.Column, $"sensors[{number}]",
            $"{wrong.Sensor.Key}: {wrong.Why.En}", "one entry for a key at a time"));
        return null;
    }

    /// <summary>The entry that counts for a key at a moment; null when there is none.</summary>
    public Sensor? Find(SensorKey key, Instant at)
    {
        foreach (var sensor in PeriodsOf(key))
            if (sensor.IsValidAt(at)) return sensor;
        return null;
    }

    /// <summary>All entries of a device or feed, of whatever time.</summary>
    public IEnumerable<Sensor> OfDevice(DeviceId device) => KeysOf(device).SelectMany(key => PeriodsOf(key));

    /// <summary>
    /// Why an entry cannot come into this register; null when it can. One of the same key and <see cref="Sensor.ValidFrom"/> is replaced
    /// by it.
    /// </summary>
    public LocalizedText? Refuses(Sensor entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return SensorEntryCheck.FirstWrong(Merged(entry).AsSpan())?.Why;
    }

    /// <summary>
    /// This register with one entry more, or in the place of the one of the same key and <see cref="Sensor.ValidFrom"/>. To retire a
    /// sensor, give
    /// its entry a <see cref="Sensor.ValidTo"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The entry cannot come into this register: see <see cref="Refuses"/>.</exception>
    public SensorRegister With(Sensor entry) =>
        Refuses(entry) is { } why ? throw Broken(entry, why, nameof(entry)) : Replaced(entry.Key, Merged(entry));

    /// <summary>This register without a sensor, in whatever period; the same one when it has none of it.</summary>
    public SensorRegister Without(SensorKey key) => Replaced(key, []);

    /// <summary>This register without a sensor's entry of one period; the same one when it has none.</summary>
    public SensorRegister Without(SensorKey key, Instant validFrom) =>
        Replaced(key, [.. PeriodsOf(key).Where(s => s.ValidFrom != validFrom)]);

    /// <summary>The devices and feeds, in order.</summary>
    internal IEnumerable<DeviceId> Devices => devices.Keys.Order();

    internal bool Has(DeviceId device) => devices.ContainsKey(device);

    /// <summary>The sensors of a device, in order.</summary>
    internal IEnumerable<SensorKey> KeysOf(DeviceId device) =>
        devices.TryGetValue(device, out var sensors) ? sensors.Keys.Select(name => new SensorKey(device, name)) : [];

    /// <summary>A sensor's entries, by time.</summary>
    internal ImmutableArray<Sensor> PeriodsOf(SensorKey key) =>
        devices.TryGetValue(key.Device, out var sensors) && sensors.TryGetValue(key.Sensor, out var periods) ? periods : [];

    private static Sensor[] Sorted(IEnumerable<Sensor> sensors)
    {
        var sorted = sensors.ToArray();
        Array.Sort(sorted, static (a, b) => a.Key.CompareTo(b.Key) is not 0 and var byKey ? byKey : a.ValidFrom.CompareTo(b.ValidFrom));
        return sorted;
    }

    private static SensorRegister OfSorted(Sensor[] sorted)
    {
        if (sorted.Length == 0) return Empty;
        var devices = sorted.GroupBy(s => s.Key.Device).Select(g => KeyValuePair.Create(g.Key,
            g.GroupBy(s => s.Key.Sensor).ToImmutableSortedDictionary(p => p.Key, p => p.ToImmutableArray())));
        return new SensorRegister(devices.ToImmutableDictionary(), sorted.Length) { sorted = sorted };
    }

    private IEnumerable<SensorKey> Keys() => Devices.SelectMany(KeysOf);

    private ImmutableArray<Sensor> Merged(Sensor entry) =>
        [.. PeriodsOf(entry.Key).Where(s => s.ValidFrom != entry.ValidFrom).Append(entry).OrderBy(s => s.ValidFrom)];

    private SensorRegister Replaced(SensorKey key, ImmutableArray<Sensor> periods)
    {
        var before = PeriodsOf(key);
        if (periods.Length == 0 && before.Length == 0) return this;
        var sensors = devices.GetValueOrDefault(key.Device) ?? ImmutableSortedDictionary<SensorName, ImmutableArray<Sensor>>.Empty;
        sensors = periods.Length == 0 ? sensors.Remove(key.Sensor) : sensors.SetItem(key.Sensor, periods);
        return new SensorRegister(sensors.IsEmpty ? devices.Remove(key.Device)
            : devices.SetItem(key.Device, sensors), Count + periods.Length - before.Length);
    }

    private static ArgumentException Broken(Sensor entry, LocalizedText why, string parameter) =>
        new($"{entry.Key} from {entry.ValidFrom}: {why.En}. 传感器台账有误：{why.Zh}。", parameter);
}
