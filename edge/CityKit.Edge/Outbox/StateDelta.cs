using System.Buffers;
using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>
/// What makes a value of another one: how many bytes of its beginning and of its end stay, and what comes between; or, for one of the
/// same length, minus
/// the number of its changed places, and for each how many bytes stay before it and what comes in their stead.
/// </summary>
internal static class StateDelta
{
    private const int HeadBytes = 10; // of a place: two numbers; so fewer equal bytes do not part two places

    internal static void Write(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, IBufferWriter<byte> buffer)
    {
        var begin = old.CommonPrefixLength(now);
        var end = CommonEnd(old[begin..], now[begin..]);
        var places = old.Length == now.Length ? Places(old, now) : [];
        if (places.Count > 1) Write(places, now, buffer);
        else Write(begin, end, now[begin..^end], buffer);
    }

    /// <returns>The value; empty when the reader has an error.</returns>
    internal static byte[] Read(ReadOnlySpan<byte> old, ref WireReader reader)
    {
        var at = reader.Position;
        var begin = reader.ReadInt64();
        if (begin < 0 && begin >= -old.Length) return ReadPlaces(old, -begin, ref reader);
        var end = reader.ReadInt64();
        var middle = reader.ReadBinary();
        if (begin >= 0 && end >= 0 && begin + end <= old.Length) return [.. old[..(int)begin], .. middle, .. old[^(int)end..]];
        reader.Reject(at,
            new($"{old.Length} 字节中的 {begin} 和 {end} 字节", $"{begin} and {end} bytes of {old.Length}"),
            new("旧值的部分", "parts of the old value"));
        return [];
    }

    private static byte[] ReadPlaces(ReadOnlySpan<byte> old, long count, ref WireReader reader)
    {
        var value = old.ToArray();
        for (var (at, i) = (0L, 0L); i < count && reader.Error is null; i++)
        {
            var start = reader.Position;
            at += reader.ReadInt64();
            var bytes = reader.ReadBinary();
            if (at < 0 || at + bytes.Length > value.Length) reader.Reject(start,
                new($"位置 {at}", $"a place at {at}"), new($"{value.Length} 字节内的位置", $"a place in {value.Length} bytes"));
            else bytes.CopyTo(value.AsSpan((int)at));
            at += bytes.Length;
        }
        return value;
    }

    private static void Write(int begin, int end, ReadOnlySpan<byte> middle, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(32 + middle.Length));
        writer.WriteInt64(begin);
        writer.WriteInt64(end);
        writer.WriteBinary(middle);
        buffer.Advance(writer.Position);
    }

    private static void Write(List<(int From, int To)> places, ReadOnlySpan<byte> now, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(HeadBytes + places.Sum(p => p.To - p.From + HeadBytes)));
        writer.WriteInt64(-places.Count);
        var before = 0;
        foreach (var (from, to) in places)
        {
            writer.WriteInt64(from - before);
            writer.WriteBinary(now[from..to]);
            before = to;
        }
        buffer.Advance(writer.Position);
    }

    private static List<(int From, int To)> Places(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now)
    {
        var places = new List<(int From, int To)>();
        for (var at = old.CommonPrefixLength(now); at < now.Length; at++)
        {
            if (old[at] == now[at]) continue;
            if (places.Count > 0 && at - places[^1].To < 4) places[^1] = (places[^1].From, at + 1);
            else places.Add((at, at + 1));
        }
        return places;
    }

    private static int CommonEnd(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var (most, length) = (Math.Min(one.Length, other.Length), 0);
        while (length < most && one[^(length + 1)] == other[^(length + 1)]) length++;
        return length;
    }
}
