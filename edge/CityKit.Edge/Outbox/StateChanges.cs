using System.Buffers;
using System.Collections.Immutable;
using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>
/// What a commit changes of the state, as the log keeps it: the key (its text once in a generation, then its number), and nil for a key that is gone or
/// how much of the old value's beginning and end stays and the bytes between.
/// </summary>
internal sealed class StateChanges
{
    private const int MaxKeyBytes = 768;
    private readonly ArrayBufferWriter<byte> buffer = new();

    internal StateChanges(OutboxMemory memory) => (Values, Keys) = (memory.Values, memory.Log.Keys);

    private StateChanges(ImmutableDictionary<string, byte[]> values) => (Values, Keys) = (values, ImmutableDictionary<string, int>.Empty);

    internal ImmutableDictionary<string, byte[]> Values { get; private set; }

    internal ImmutableDictionary<string, int> Keys { get; private set; }

    internal ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    internal bool IsEmpty => buffer.WrittenCount == 0;

    internal void Set(string key, ReadOnlySpan<byte> bytes)
    {
        var before = Values.GetValueOrDefault(key);
        if (before is not null && bytes.SequenceEqual(before)) return;
        ReadOnlySpan<byte> old = before;
        var begin = old.CommonPrefixLength(bytes);
        var end = CommonEnd(old[begin..], bytes[begin..]);
        var writer = Begin(key, bytes.Length - begin - end);
        writer.WriteInt64(begin);
        writer.WriteInt64(end);
        writer.WriteBinary(bytes[begin..^end]);
        buffer.Advance(writer.Position);
        Values = Values.SetItem(key, bytes.ToArray());
    }

    internal void Remove(string key)
    {
        if (!Values.ContainsKey(key)) return;
        var writer = Begin(key, 0);
        writer.WriteNil();
        buffer.Advance(writer.Position);
        Values = Values.Remove(key);
    }

    /// <summary>Applies the pages of a generation, in order, to the values they were written after.</summary>
    /// <returns>Null when the pages are not what was written.</returns>
    internal static StateChanges? Replay(ImmutableDictionary<string, byte[]> values, IEnumerable<byte[]> pages)
    {
        var changes = new StateChanges(values);
        foreach (var page in pages)
            if (!changes.Apply(page)) return null;
        return changes;
    }

    private WireWriter Begin(string key, int length)
    {
        var writer = new WireWriter(buffer.GetSpan(MaxKeyBytes + 32 + length));
        if (Keys.TryGetValue(key, out var number)) writer.WriteInt64(number);
        else writer.WriteString(key);
        if (!Keys.ContainsKey(key)) Keys = Keys.Add(key, Keys.Count);
        return writer;
    }

    private bool Apply(ReadOnlySpan<byte> changes)
    {
        var names = Keys.ToDictionary(k => k.Value, k => k.Key);
        var reader = new WireReader(changes);
        while (!reader.AtEnd)
        {
            var key = ReadKey(ref reader, names);
            if (reader.TryReadNil()) Values = Values.Remove(key);
            else Values = Values.SetItem(key, Joined(Values.GetValueOrDefault(key) ?? [], ref reader));
            if (reader.Error is not null) return false;
        }
        return true;
    }

    private string ReadKey(ref WireReader reader, Dictionary<int, string> names)
    {
        if (!reader.NextIsString)
        {
            var at = reader.Position;
            if (names.TryGetValue((int)reader.ReadInt64(), out var known)) return known;
            reader.Reject(at, "a number without a key", "the number of a key");
            return "";
        }
        var key = reader.ReadString(MaxKeyBytes);
        Keys = Keys.SetItem(key, names.Count);
        names[names.Count] = key;
        return key;
    }

    private static byte[] Joined(ReadOnlySpan<byte> old, ref WireReader reader)
    {
        var at = reader.Position;
        var (begin, end) = (reader.ReadInt64(), reader.ReadInt64());
        var middle = reader.ReadBinary();
        if (begin >= 0 && end >= 0 && begin + end <= old.Length) return [.. old[..(int)begin], .. middle, .. old[^(int)end..]];
        reader.Reject(at, $"{begin} and {end} bytes of {old.Length}", "parts of the old value");
        return [];
    }

    private static int CommonEnd(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var (most, length) = (Math.Min(one.Length, other.Length), 0);
        while (length < most && one[^(length + 1)] == other[^(length + 1)]) length++;
        return length;
    }
}
