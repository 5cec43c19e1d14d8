using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>All sensors that are known (传感器台账), each with the periods in which its entry holds.</summary>
/// <remarks>
/// Rules judge only what is in it, by the entry that held at the reading's time. It is immutable: another one with an entry more or less
/// costs the same however many there are, and any number of threads may use one. The periods of one key never overlap. It holds no
/// readings, and of a household its reference alone.
/// </remarks>
/// <example><code>
/// var register = SensorRegister.Parse(File.ReadAllBytes("sensors.json"), out var errors) ?? SensorRegister.Empty;
/// var key = new SensorKey(DeviceId.Parse("pi-1"), SensorName.Parse("lamp-1"));
/// var place = GeoPoint.FromDegrees(120.415, 36.065);
/// var lamp = new Sensor { Key = key, Quantity = Quantity.Parse("lamp"), ValidFrom = now, Place = place };
/// if (register.Refuses(lamp) is { } why) Console.Error.WriteLine(why.En);
/// else register = register.With(lamp);
/// Console.WriteLine(register.Find(key, now)?.Place);
/// </code></example>
public sealed class SensorRegister
{
    private readonly ImmutableList<SensorBlock> blocks;
    private Sensor[]? sorted;

    private SensorRegister(ImmutableList<SensorBlock> blocks, int count) => (this.blocks, Count) = (blocks, count);

    /// <summary>No sensors.</summary>
    public static SensorRegister Empty { get; } = new([], 0);

    /// <summary>What is allowed where a key has two entries at a time.</summary>
    internal static LocalizedText OneAtATime { get; } = new("同一时间同一键只有一条", "one entry for a key at a time");

    /// <summary>The file of no sensors, as a hub has it that was given none.</summary>
    private static ReadOnlySpan<byte> EmptyFile => "{\"version\":1,\"sensors\":[]}"u8;

    /// <summary>How many entries there are.</summary>
    public int Count { get; }

    /// <summary>
    /// All entries, by key, then by time. The first call walks them all; <see cref="OfDevice"/> and <see cref="Find"/> do not.
    /// </summary>
    public ImmutableArray<Sensor> Sensors =>
        ImmutableCollectionsMarshal.AsImmutableArray(sorted ??= [.. blocks.SelectMany(block => block.Entries.All)]);

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
    /// large an entry, ends it; then that alone is reported.
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
            new($"{wrong.Sensor.Key}：{wrong.Why.Zh}", $"{wrong.Sensor.Key}: {wrong.Why.En}"), OneAtATime));
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
    public IEnumerable<Sensor> OfDevice(DeviceId device) => 
        From(new SensorKey(device, default)).TakeWhile(sensor => sensor.Key.Device == device);

    /// <summary>All entries of a sensor, by time.</summary>
    public IEnumerable<Sensor> OfSensor(SensorKey key) => PeriodsOf(key);

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
    /// sensor, give its entry a <see cref="Sensor.ValidTo"/>.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="changed">Takes the <see cref="Pieces"/> that are other ones then; null when nobody stores them.</param>
    /// <exception cref="ArgumentException">The entry cannot come into this register: see <see cref="Refuses"/>.</exception>
    public SensorRegister With(Sensor entry, ICollection<SensorKey>? changed = null) =>
        Refuses(entry) is { } why ? throw Broken(entry, why, nameof(entry)) : Replaced(entry.Key, Merged(entry), changed);

    /// <summary>This register without a sensor, in whatever period; the same one when it has none of it.</summary>
    /// <param name="key">The sensor.</param>
    /// <param name="changed">Takes the <see cref="Pieces"/> that are other ones then; null when nobody stores them.</param>
    public SensorRegister Without(SensorKey key, ICollection<SensorKey>? changed = null) => Replaced(key, [], changed);

    /// <summary>This register without a sensor's entry of one period; the same one when it has none.</summary>
    public SensorRegister Without(SensorKey key, Instant validFrom) =>
        Replaced(key, [.. PeriodsOf(key).Where(s => s.ValidFrom != validFrom)], null);

    /// <summary>
    /// The register in pieces of neighbouring entries, for anyone who stores it piece by piece: where each begins. With an entry more or
    /// less one or two of them are other ones.
    /// </summary>
    public IEnumerable<SensorKey> Pieces => blocks.Select(block => block.First);

    /// <summary>The piece that begins with a key, as MessagePack; empty when none does.</summary>
    public ReadOnlyMemory<byte> ToBytes(SensorKey piece) =>
        blocks.BinarySearch(new SensorBlock(piece, null!), SensorBlock.Order) is >= 0 and var at
            ? blocks[at].Entries.ToBytes(piece)
            : default;

    /// <summary>A register of its pieces; an entry is read when it is first asked for.</summary>
    /// <param name="pieces">All of them, in whatever order, as <see cref="ToBytes"/> wrote them.</param>
    /// <exception cref="FormatException">One is damaged; what is within is noticed when it is asked for.</exception>
    public static SensorRegister OfPieces(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var blocks = pieces.Select(SensorBlockState.Read).Order(SensorBlock.Order).ToImmutableList();
        return new SensorRegister(blocks, blocks.Sum(block => block.Entries.Count));
    }

    /// <summary>The devices and feeds, in order.</summary>
    internal IEnumerable<DeviceId> Devices => blocks.SelectMany(block => block.Entries.All).Select(sensor => sensor.Key.Device).Distinct();

    internal bool Has(DeviceId device) => OfDevice(device).Any();

    /// <summary>The sensors of a device, in order.</summary>
    internal IEnumerable<SensorKey> KeysOf(DeviceId device) => OfDevice(device).Select(sensor => sensor.Key).Distinct();

    /// <summary>A sensor's entries, by time.</summary>
    internal ArraySegment<Sensor> PeriodsOf(SensorKey key) =>
        blocks.IsEmpty ? ArraySegment<Sensor>.Empty : blocks[BlockOf(key)].Entries.Of(key);

    private static Sensor[] Sorted(IEnumerable<Sensor> sensors)
    {
        var sorted = sensors.ToArray();
        Array.Sort(sorted, static (a, b) => a.Key.CompareTo(b.Key) is not 0 and var byKey ? byKey : a.ValidFrom.CompareTo(b.ValidFrom));
        return sorted;
    }

    private static SensorRegister OfSorted(Sensor[] sorted) => sorted.Length == 0 ? Empty
        : new SensorRegister([.. SensorBlock.Divide(sorted, SensorBlock.Most / 2)], sorted.Length) { sorted = sorted };

    /// <summary>The block that has a key's entries, or would have them; what is before all is the first block's.</summary>
    private int BlockOf(SensorKey key)
    {
        var at = blocks.BinarySearch(new SensorBlock(key, null!), SensorBlock.Order);
        return at >= 0 ? at : Math.Max(0, ~at - 1);
    }

    private IEnumerable<Sensor> From(SensorKey key)
    {
        for (var at = blocks.IsEmpty ? 0 : BlockOf(key); at < blocks.Count; at++)
            foreach (var sensor in blocks[at].Entries.All)
                if (sensor.Key.CompareTo(key) >= 0) yield return sensor;
    }

    private Sensor[] Merged(Sensor entry) =>
        [.. PeriodsOf(entry.Key).Where(s => s.ValidFrom != entry.ValidFrom).Append(entry).OrderBy(s => s.ValidFrom)];

    private SensorRegister Replaced(SensorKey key, Sensor[] periods, ICollection<SensorKey>? changed)
    {
        var before = PeriodsOf(key).Count;
        if (periods.Length == 0 && before == 0) return this;
        if (blocks.IsEmpty) return new SensorRegister(Exchange(0, 0, periods, key, changed), periods.Length);
        var at = BlockOf(key);
        var (first, entries) = (blocks[at].First, blocks[at].Entries.With(key, periods));
        changed?.Add(first);
        return new SensorRegister(Exchange(at, 1, entries, first.CompareTo(key) < 0 ? first : key, changed),
            Count + periods.Length - before);
    }

    /// <summary>Puts entries in the place of a block, as one that begins with a key, or as two when they are many.</summary>
    private ImmutableList<SensorBlock> Exchange(int at, int count, Sensor[] entries, SensorKey first, ICollection<SensorKey>? changed)
    {
        var next = SensorBlock.Divide(entries, entries.Length > SensorBlock.Most ? (entries.Length + 1) / 2 : SensorBlock.Most).ToArray();
        if (next.Length > 0) next[0] = next[0] with { First = first };
        foreach (var block in next) changed?.Add(block.First);
        return blocks.RemoveRange(at, count).InsertRange(at, next);
    }

    private static ArgumentException Broken(Sensor entry, LocalizedText why, string parameter) =>
        new($"{entry.Key} from {entry.ValidFrom}: {why.En}. 传感器台账有误：{why.Zh}。", parameter);
}
