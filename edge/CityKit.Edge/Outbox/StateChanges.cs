using System.Buffers;
using System.Collections.Immutable;
using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>
/// What a commit changes of the state, as the log keeps it: the key (its text once in a generation, then its number), and nil for a key
/// that is gone or
/// what makes the new value of the old one (<see cref="StateDelta"/>).
/// </summary>
internal sealed class StateChanges
{
    private const int MaxKeyBytes = 768;
    private const byte Nil = 0xc0;
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
        Name(key);
        StateDelta.Write(before, bytes, buffer);
        Values = Values.SetItem(key, bytes.ToArray());
    }

    internal void Remove(string key)
    {
        if (!Values.ContainsKey(key)) return;
        Name(key);
        buffer.Write([Nil]);
        Values = Values.Remove(key);
    }

    /// <summary>Applies the changes of a generation to the values they were written after.</summary>
    /// <returns>Null when they are not what was written.</returns>
    internal static StateChanges? Replay(ImmutableDictionary<string, byte[]> values, ReadOnlySpan<byte> written)
    {
        var changes = new StateChanges(values);
        return changes.Apply(written) ? changes : null;
    }

    private void Name(string key)
    {
        var writer = new WireWriter(buffer.GetSpan(MaxKeyBytes + 16));
        if (Keys.TryGetValue(key, out var number)) writer.WriteInt64(number);
        else writer.WriteString(key);
        if (!Keys.ContainsKey(key)) Keys = Keys.Add(key, Keys.Count);
        buffer.Advance(writer.Position);
    }

    private bool Apply(ReadOnlySpan<byte> changes)
    {
        var names = new Dictionary<int, string>();
        var reader = new WireReader(changes);
        while (!reader.AtEnd)
        {
            var key = ReadKey(ref reader, names);
            if (reader.TryReadNil()) Values = Values.Remove(key);
            else Values = Values.SetItem(key, StateDelta.Read(Values.GetValueOrDefault(key), ref reader));
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
            reader.Reject(at, new("没有键的编号", "a number without a key"), new("键的编号", "the number of a key"));
            return "";
        }
        var key = reader.ReadString(MaxKeyBytes);
        Keys = Keys.SetItem(key, names.Count);
        names[names.Count] = key;
        return key;
    }
}
