using System.Text;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using NodaTime;

namespace CityKit.Credentials.Trust;

/// <summary>
/// Writes a bundle: MessagePack arrays by position, times in Unix seconds, every set in one order (issuers by id, types, keys by id,
/// lists by
/// number), so that the same content is the same bytes. Lists go without compression: encoders of zlib differ.
/// </summary>
internal static class TrustBundleWriter
{
    internal const string Format = "citykit-trust-1"; // no other thing that is signed begins so
    internal const int BundleMembers = 5;
    internal const int IssuerMembers = 4;
    internal const int KeyMembers = 6;
    internal const int ListMembers = 6;

    private const int Heads = 128; // more than the heads and numbers of any one part

    internal static byte[] Write(TrustBundle bundle)
    {
        Check(bundle);
        var buffer = new byte[SizeOf(bundle)];
        var writer = new WireWriter(buffer);
        writer.WriteArrayHeader(BundleMembers);
        writer.WriteString(Format);
        writer.WriteInt64(bundle.Version);
        writer.WriteInt64(bundle.MadeAt.ToUnixTimeSeconds());
        writer.WriteInt64(bundle.ValidUntil.ToUnixTimeSeconds());
        writer.WriteArrayHeader(bundle.Issuers.Count);
        foreach (var bundled in bundle.Issuers.OrderBy(bundled => bundled.Issuer.Id, StringComparer.Ordinal)) Write(ref writer, bundled);
        return writer.Written.ToArray();
    }

    private static void Write(ref WireWriter writer, BundledIssuer bundled)
    {
        var (issuer, lists) = (bundled.Issuer, bundled.Lists);
        writer.WriteArrayHeader(IssuerMembers);
        writer.WriteString(issuer.Id);
        writer.WriteArrayHeader(issuer.Types.Count);
        foreach (var type in issuer.Types.Order(StringComparer.Ordinal)) writer.WriteString(type);
        writer.WriteArrayHeader(issuer.Keys.Count);
        foreach (var key in issuer.Keys.OrderBy(key => key.Key.Id, StringComparer.Ordinal)) Write(ref writer, key);
        writer.WriteArrayHeader(lists.Count);
        foreach (var list in lists.OrderBy(list => list.Number)) Write(ref writer, list.Number, list.List);
    }

    private static void Write(ref WireWriter writer, IssuerKey key)
    {
        writer.WriteArrayHeader(KeyMembers);
        WriteOptional(ref writer, key.Key.Id);
        writer.WriteString(key.Key.Curve);
        writer.WriteBinary(key.Key.X.Span);
        writer.WriteBinary(key.Key.Y.Span);
        writer.WriteInt64(key.From.ToUnixTimeSeconds());
        WriteOptional(ref writer, key.Until);
    }

    private static void Write(ref WireWriter writer, int number, StatusListToken list)
    {
        writer.WriteArrayHeader(ListMembers);
        writer.WriteInt64(number);
        writer.WriteString(list.Uri);
        writer.WriteInt64(list.IssuedAt.ToUnixTimeSeconds());
        WriteOptional(ref writer, list.ExpiresAt);
        writer.WriteInt64(list.List.Bits);
        writer.WriteBinary(list.List.Bytes.Span);
    }

    private static void WriteOptional(ref WireWriter writer, string? text)
    {
        if (text is null) writer.WriteNil();
        else writer.WriteString(text);
    }

    private static void WriteOptional(ref WireWriter writer, Instant? at)
    {
        if (at is null) writer.WriteNil();
        else writer.WriteInt64(at.Value.ToUnixTimeSeconds());
    }

    private static int SizeOf(TrustBundle bundle)
    {
        var size = Heads + bundle.Issuers.Sum(SizeOf);
        var most = TrustBundle.MaxBytes - SignedEnvelope.Overhead;
        if (size <= most) return (int)size;
        throw new ArgumentException($"A bundle has at most {most} bytes, not {size}; give the gate fewer lists. "
            + $"信任包为 {size} 字节，超过上限 {most}，请减少状态列表。");
    }

    private static long SizeOf(BundledIssuer bundled) => Heads + Bytes(bundled.Issuer.Id)
        + bundled.Issuer.Types.Sum(type => 5L + Bytes(type))
        + bundled.Issuer.Keys.Sum(key => Heads + 64L + Bytes(key.Key.Id))
        + bundled.Lists.Sum(list => Heads + Bytes(list.List.Uri) + (long)list.List.List.Bytes.Length);

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static void Check(TrustBundle bundle)
    {
        Require(bundle.Version >= 1, "version", "1 or more");
        Require(IsWhole(bundle.MadeAt) && IsWhole(bundle.ValidUntil), "times", "whole seconds");
        Require(bundle.ValidUntil > bundle.MadeAt, "end", "after MadeAt");
        Require(bundle.Issuers.Count <= TrustBundle.MaxIssuers, "issuers", $"at most {TrustBundle.MaxIssuers}");
        Require(AreDistinct(bundle.Issuers, bundled => bundled.Issuer.Id), "issuers", "of different ids");
        foreach (var bundled in bundle.Issuers) Check(bundled);
    }

    private static void Check(BundledIssuer bundled)
    {
        IssuerRegistry.Check(bundled.Issuer);
        Require(bundled.Issuer.Keys.All(key => IsWhole(key.From) && IsWhole(key.Until)), "keys' times", "whole seconds");
        Require(bundled.Lists.Count <= TrustBundle.MaxLists, "lists of an issuer", $"at most {TrustBundle.MaxLists}");
        Require(bundled.Lists.All(list => list.Number >= 0), "numbers of lists", "0 or more");
        Require(AreDistinct(bundled.Lists, list => list.Number), "numbers of lists", "different");
        Require(AreDistinct(bundled.Lists, list => list.List.Uri), "URIs of lists", "different");
        Require(bundled.Lists.All(list => IssuerRegistry.IsText(list.List.Uri)), "URIs of lists", $"1 to {Issuer.MaxText} bytes");
        Require(bundled.Lists.All(list => IsWhole(list.List.IssuedAt) && IsWhole(list.List.ExpiresAt)), "lists' times", "whole seconds");
    }

    private static bool AreDistinct<T, TKey>(IReadOnlyList<T> items, Func<T, TKey> key) => items.DistinctBy(key).Count() == items.Count;

    private static bool IsWhole(Instant? at) => at is null || Instant.FromUnixTimeSeconds(at.Value.ToUnixTimeSeconds()) == at;

    private static void Require(bool holds, string what, string allowed)
    {
        if (!holds) throw new ArgumentException($"A bundle's {what} must be {allowed}.");
    }
}
