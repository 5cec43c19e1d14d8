using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CityKit.Credentials.SdJwt;

/// <summary>Replaces disclosable claims by digests and writes their disclosures, those within others first (RFC 9901, 4.2).</summary>
internal sealed class ClaimsConcealer(SdJwtClaims claims, RandomNumberGenerator random)
{
    private const int SaltBytes = 16;
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly List<string> disclosures = [];
    private readonly bool[] used = new bool[claims.Disclosable.Count];
    private readonly Stack<DisclosureWriter> idle = new();
    private readonly byte[] drawn = new byte[SaltBytes * 16];
    private int left;

    internal IReadOnlyList<string> Disclosures => disclosures;

    /// <summary>The payload to sign.</summary>
    internal ReadOnlySpan<byte> Conceal()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(claims.Decoys);
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        WriteMembers(json, claims.Claims, [.. Enumerable.Range(0, used.Length)], 0);
        WriteConfirmation(json);
        if (disclosures.Count > 0) json.WriteString("_sd_alg", SdHash.Default);
        json.WriteEndObject();
        json.Flush();
        ThrowIfUnused();
        return bytes.WrittenSpan;
    }

    private void ThrowIfUnused()
    {
        if (Array.IndexOf(used, false) is >= 0 and var at)
            throw new ArgumentException($"The claims have none at the disclosable path {claims.Disclosable[at]}.", nameof(claims));
    }

    private void WriteConfirmation(Utf8JsonWriter json)
    {
        if (claims.HolderKey is not { } key) return;
        if (claims.Claims.ContainsKey("cnf")) throw new ArgumentException("The claims have a cnf, and a holder key is given beside them.", nameof(claims));
        json.WriteStartObject("cnf");
        json.WritePropertyName("jwk");
        json.WriteRawValue(key.ToString());
        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, JsonNode? value, int[] paths, int level)
    {
        if (value is JsonArray array) WriteArray(json, array, paths, level);
        else if (value is JsonObject members)
        {
            json.WriteStartObject();
            WriteMembers(json, members, paths, level);
            json.WriteEndObject();
        }
        else if (value is null) json.WriteNullValue();
        else value.WriteTo(json);
    }

    private void WriteMembers(Utf8JsonWriter json, JsonObject members, int[] paths, int level)
    {
        var digests = new List<string>();
        foreach (var (name, value) in members)
        {
            ThrowIfReserved(name);
            var below = Below(paths, level, name, isElement: false);
            if (IsDisclosable(below, level))
            {
                digests.Add(Disclose(name, value, below, level + 1));
                continue;
            }
            json.WritePropertyName(name);
            WriteValue(json, value, below, level + 1);
        }
        if (digests.Count > 0) WriteDigests(json, digests);
    }

    private void WriteDigests(Utf8JsonWriter json, List<string> digests)
    {
        for (var decoy = 0; decoy < claims.Decoys; decoy++) digests.Add(Decoy());
        digests.Sort(StringComparer.Ordinal); // the order of the claims must not be seen
        json.WriteStartArray("_sd");
        foreach (var digest in digests) json.WriteStringValue(digest);
        json.WriteEndArray();
    }

    private void WriteArray(Utf8JsonWriter json, JsonArray array, int[] paths, int level)
    {
        json.WriteStartArray();
        var below = array.Select((_, at) => Below(paths, level, at.ToString(CultureInfo.InvariantCulture), isElement: true)).ToList();
        var decoysBefore = DecoysOf(array.Count, below.Exists(near => IsDisclosable(near, level)) ? claims.Decoys : 0);
        for (var at = 0; at <= array.Count; at++)
        {
            for (var decoy = 0; decoy < decoysBefore[at]; decoy++) WriteDigest(json, Decoy());
            if (at < array.Count) WriteElement(json, array[at], below[at], level);
        }
        json.WriteEndArray();
    }

    private void WriteElement(Utf8JsonWriter json, JsonNode? value, int[] below, int level)
    {
        if (IsDisclosable(below, level)) WriteDigest(json, Disclose(null, value, below, level + 1));
        else WriteValue(json, value, below, level + 1);
    }

    private static void WriteDigest(Utf8JsonWriter json, string digest)
    {
        json.WriteStartObject();
        json.WriteString("...", digest);
        json.WriteEndObject();
    }

    private string Disclose(string? name, JsonNode? value, int[] below, int level)
    {
        if (!idle.TryPop(out var writer)) writer = new DisclosureWriter();
        var json = writer.Begin();
        json.WriteStartArray();
        json.WriteStringValue(Random());
        if (name is not null) json.WriteStringValue(name);
        WriteValue(json, value, below, level);
        json.WriteEndArray();
        var (disclosure, digest) = writer.End();
        disclosures.Add(disclosure);
        idle.Push(writer);
        return digest;
    }

    /// <summary>The paths, by their positions, that go through a member or an element.</summary>
    private int[] Below(int[] paths, int level, string step, bool isElement) =>
        paths.Length == 0 ? paths : Array.FindAll(paths, path => claims.Disclosable[path].Matches(level, step, isElement));

    private bool IsDisclosable(int[] paths, int level)
    {
        var ends = false;
        foreach (var path in paths)
        {
            if (claims.Disclosable[path].Steps.Count != level + 1) continue;
            ends = used[path] = true;
        }
        return ends;
    }

    private static void ThrowIfReserved(string name)
    {
        if (name is "_sd" or "_sd_alg" or "...") throw new ArgumentException($"The name '{name}' is reserved for digests.", nameof(name));
    }

    private int[] DecoysOf(int elements, int decoys)
    {
        var before = new int[elements + 1];
        Span<byte> draw = stackalloc byte[sizeof(ushort)];
        for (; decoys > 0; decoys--)
        {
            random.GetBytes(draw);
            before[BinaryPrimitives.ReadUInt16LittleEndian(draw) % before.Length]++;
        }
        return before;
    }

    private string Decoy() => SdHash.Text(HashAlgorithmName.SHA256, System.Text.Encoding.ASCII.GetBytes(Random()));

    /// <summary>128 random bits in base64url. The source is asked for several at a time.</summary>
    private string Random()
    {
        if (left == 0) random.GetBytes(drawn);
        left = left == 0 ? drawn.Length - SaltBytes : left - SaltBytes;
        return Base64Url.EncodeToString(drawn.AsSpan(left, SaltBytes));
    }
}
