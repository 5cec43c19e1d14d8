using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using NodaTime;

namespace CityKit.Credentials.Trust;

/// <summary>Reads what <see cref="TrustBundleWriter"/> writes, and only that: one content has one form.</summary>
internal static class TrustBundleReader
{
    private const int CoordinateBytes = 32;
    private const long MaxSeconds = 253402300799; // the end of the year 9999

    internal static TrustBundle? Read(ReadOnlySpan<byte> bytes, out WireError? error)
    {
        var reader = new WireReader(bytes);
        if (bytes.Length > TrustBundle.MaxBytes) reader.Reject(0, WireError.Bytes(bytes.Length), WireError.AtMost(TrustBundle.MaxBytes));
        Expect(ref reader, TrustBundleWriter.BundleMembers);
        if (reader.ReadString() is var format && format != TrustBundleWriter.Format)
            reader.Reject(0, LocalizedText.Values($"'{format}'"), LocalizedText.Values($"'{TrustBundleWriter.Format}'"));
        var version = reader.ReadInRange(1, long.MaxValue, WireTerms.Version);
        var made = Time(ref reader);
        var until = Time(ref reader);
        if (until <= made) reader.Reject(reader.Position, new($"止于 {until}", $"an end of {until}"), new($"{made} 之后", $"after {made}"));
        var issuers = Issuers(ref reader);
        if (!reader.AtEnd) reader.RejectRest(new("信任包", "bundle"));
        error = reader.Error;
        return error is null ? new TrustBundle(version, made, until, issuers) : null;
    }

    private static List<BundledIssuer> Issuers(ref WireReader reader)
    {
        var issuers = new List<BundledIssuer>();
        for (var left = Count(ref reader, TrustBundle.MaxIssuers, new("个签发方", "issuers")); left > 0 && reader.Error is null; left--)
        {
            var at = reader.Position;
            issuers.Add(ReadIssuer(ref reader));
            RequireAfter(ref reader, at, issuers.Count < 2 ? null : issuers[^2].Issuer.Id, issuers[^1].Issuer.Id);
        }
        return issuers;
    }

    private static BundledIssuer ReadIssuer(ref WireReader reader)
    {
        Expect(ref reader, TrustBundleWriter.IssuerMembers);
        return new BundledIssuer(ReadKeysAndTypes(ref reader), Lists(ref reader));
    }

    private static Issuer ReadKeysAndTypes(ref WireReader reader)
    {
        var (id, types) = (Text(ref reader), Types(ref reader));
        return new Issuer(id, Keys(ref reader), types);
    }

    private static List<string> Types(ref WireReader reader)
    {
        var types = new List<string>();
        for (var left = Count(ref reader, Issuer.MaxTypes, new("个类型", "types")); left > 0 && reader.Error is null; left--)
        {
            var at = reader.Position;
            types.Add(Text(ref reader));
            RequireAfter(ref reader, at, types.Count < 2 ? null : types[^2], types[^1]);
        }
        return types;
    }

    private static List<IssuerKey> Keys(ref WireReader reader)
    {
        var keys = new List<IssuerKey>();
        for (var left = Count(ref reader, Issuer.MaxKeys, new("个密钥", "keys")); left > 0 && reader.Error is null; left--)
        {
            var at = reader.Position;
            keys.Add(ReadKey(ref reader));
            if (keys.Count > 1) RequireAfter(ref reader, at, keys[^2].Key.Id ?? "", keys[^1].Key.Id ?? "");
        }
        return keys;
    }

    private static IssuerKey ReadKey(ref WireReader reader)
    {
        Expect(ref reader, TrustBundleWriter.KeyMembers);
        var id = reader.TryReadNil() ? null : Text(ref reader);
        var curve = Text(ref reader);
        var x = reader.ReadExactly(CoordinateBytes);
        var key = PublicJwk.Of(curve.Length == 0 ? "-" : curve, x, reader.ReadExactly(CoordinateBytes), id);
        return new IssuerKey(key, Time(ref reader), OptionalTime(ref reader));
    }

    private static List<BundledList> Lists(ref WireReader reader)
    {
        var lists = new List<BundledList>();
        for (var left = Count(ref reader, TrustBundle.MaxLists, new("个状态列表", "status lists"));
            left > 0 && reader.Error is null; left--)
        {
            var at = reader.Position;
            var list = ReadList(ref reader);
            if (lists.Count > 0 && list?.Number <= lists[^1].Number) reader.Reject(at,
                new($"列表 {list.Number}", $"list {list.Number}"), new($"大于 {lists[^1].Number}", $"above {lists[^1].Number}"));
            if (lists.Exists(other => other.List.Uri == list?.List.Uri)) reader.Reject(at,
                new($"列表“{list!.List.Uri}”再次出现", $"list '{list!.List.Uri}' again"), new("另一个 URI", "another URI"));
            if (list is not null) lists.Add(list);
        }
        return lists;
    }

    private static BundledList? ReadList(ref WireReader reader)
    {
        Expect(ref reader, TrustBundleWriter.ListMembers);
        var number = (int)reader.ReadInRange(0, int.MaxValue, new("列表", "list"));
        var (uri, issued, expires) = (Text(ref reader), Time(ref reader), OptionalTime(ref reader));
        return ReadStatuses(ref reader) is { } list ? new BundledList(number, new StatusListToken(uri, list, issued, expires)) : null;
    }

    private static StatusList? ReadStatuses(ref WireReader reader)
    {
        var at = reader.Position;
        var bits = reader.ReadInt64();
        if (!StatusList.IsWidth(bits)) reader.Reject(at, new($"{bits} 位的条目", $"entries of {bits} bits"),
            new("1、2、4 或 8", "1, 2, 4 or 8"));
        at = reader.Position;
        var bytes = reader.ReadBinary();
        if (bytes.Length is 0 or > StatusList.MaxBytes) reader.Reject(at,
            new($"{bytes.Length} 字节的列表", $"a list of {bytes.Length} bytes"), WireError.Between(1, StatusList.MaxBytes));
        return reader.Error is null ? StatusList.FromBytes((int)bits, bytes) : null;
    }

    private static void Expect(ref WireReader reader, int members)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count != members) reader.Reject(at, WireError.Array(count), WireError.Array(members));
    }

    private static int Count(ref WireReader reader, int most, LocalizedText what)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count > most) reader.Reject(at, new($"{count} {what.Zh}", $"{count} {what.En}"), WireError.AtMost(most));
        return count;
    }

    private static string Text(ref WireReader reader)
    {
        var at = reader.Position;
        var text = reader.ReadString(Issuer.MaxText);
        if (text.Length == 0) reader.Reject(at,
            new("空文本", "an empty text"), new($"1 至 {Issuer.MaxText} 字节", $"1 to {Issuer.MaxText} bytes"));
        return text;
    }

    private static Instant Time(ref WireReader reader) =>
        Instant.FromUnixTimeSeconds(reader.ReadInRange(0, MaxSeconds, new("秒数", "second")));

    private static Instant? OptionalTime(ref WireReader reader) => reader.TryReadNil() ? null : Time(ref reader);

    private static void RequireAfter(ref WireReader reader, int at, string? before, string text)
    {
        if (before is not null && string.CompareOrdinal(before, text) >= 0)
            reader.Reject(at,
                new($"“{before}”之后的“{text}”", $"'{text}' after '{before}'"),
                new("按码位顺序，每个只出现一次", "each once, in ordinal order"));
    }
}
