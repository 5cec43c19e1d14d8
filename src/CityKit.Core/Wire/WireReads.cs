namespace CityKit.Core.Wire;

/// <summary>What several forms read alike.</summary>
internal static class WireReads
{
    internal static DeviceId ReadDevice(this ref WireReader reader)
    {
        var at = reader.Position;
        var name = reader.ReadString(IdText.MaxLength);
        if (!DeviceId.TryParse(name, null, out var device)) reader.Reject(at, LocalizedText.Values($"'{name}'"), WireTerms.DeviceId);
        return device;
    }

    internal static ReadOnlySpan<byte> ReadExactly(this ref WireReader reader, int length)
    {
        var at = reader.Position;
        var found = reader.ReadBinary();
        if (found.Length == length) return found;
        reader.Reject(at, WireError.Bytes(found.Length), WireError.Bytes(length));
        return new byte[length];
    }

    internal static long ReadInRange(this ref WireReader reader, long from, long to, LocalizedText what)
    {
        var at = reader.Position;
        var value = reader.ReadInt64();
        if (value >= from && value <= to) return value;
        reader.Reject(at, new($"{what.Zh} {value}", $"{what.En} {value}"),
            from == to ? LocalizedText.Values($"{from}") : WireError.Between(from, to));
        return from;
    }
}
