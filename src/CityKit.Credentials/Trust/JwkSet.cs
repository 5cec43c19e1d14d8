using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Trust;

/// <summary>Public keys in a file or an answer (JWK Set, 公钥集; RFC 7517, 5).</summary>
public static class JwkSet
{
    /// <summary>The largest text, in bytes; 256 KiB.</summary>
    public const int MaxBytes = 256 << 10;

    /// <summary>The most keys.</summary>
    public const int MaxKeys = 256;

    /// <summary>Reads a set. Keys of other kinds (RSA, other curves) or for another use than signatures are skipped, as the RFC
    /// asks.</summary>
    /// <returns>The keys, one or more; null with what is wrong and where.</returns>
    public static IReadOnlyList<PublicJwk>? Read(ReadOnlySpan<byte> utf8, out ConfigError? error)
    {
        if (JsonText.Parse(utf8, new JsonLimits { Bytes = MaxBytes }, out error) is not { } json) return null;
        var found = json.Find("keys")?.Value;
        if (found is not { Kind: JsonKind.Array, Items.Count: <= MaxKeys })
        {
            error = At(found ?? json, "keys", (found ?? json).Shown, new(
                $"对象，其 keys 为最多 {MaxKeys} 项的数组", $"an object whose keys are an array of at most {MaxKeys}"));
            return null;
        }
        var keys = ReadAll(found, out error);
        if (error is null && keys.Count == 0)
            error = At(found, "keys", found.Shown, new("用于签名的 P-256 或 SM2 密钥", "a key on P-256 or SM2 for signatures"));
        return error is null ? keys : null;
    }

    private static List<PublicJwk> ReadAll(JsonValue array, out ConfigError? error)
    {
        var keys = new List<PublicJwk>();
        error = null;
        for (var i = 0; i < array.Items.Count && error is null; i++)
            if (!IsOfAnotherKind(array.Items[i]) && Read(array.Items[i], i, keys, out error) is { } key) keys.Add(key);
        return keys;
    }

    private static PublicJwk? Read(JsonValue json, int index, List<PublicJwk> before, out ConfigError? error)
    {
        var key = PublicJwk.Read(json, out error);
        error = error is null ? null : error with { Path = $"keys[{index}]" };
        if (key?.Id is { } id && before.Exists(other => other.Id == id))
            error = At(json, $"keys[{index}].kid", ConfigError.Twice(id), new("各密钥互不相同的 kid", "another kid for each key"));
        return key;
    }

    private static bool IsOfAnotherKind(JsonValue key) =>
        Text(key, "kty") is { } type
        && (type != "EC" || Text(key, "crv") is not (null or "P-256" or "SM2") || Text(key, "use") is not (null or "sig"));

    private static string? Text(JsonValue json, string name) =>
        json.Find(name)?.Value is { Kind: JsonKind.String } value ? value.Text : null;

    private static ConfigError At(JsonValue json, string path, LocalizedText found, LocalizedText allowed) =>
        new(json.Line, json.Column, path, found, allowed);
}
