using CityKit.Core.Text;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Trust;

/// <summary>The file in which a city keeps the issuers it trusts (签发方登记文件): their ids, types, and keys with their times.</summary>
public static class IssuerFile
{
    private const int MaxIssuers = 1000;

    /// <summary>Reads a file.</summary>
    /// <returns>The issuers; null with everything that is wrong, each at its line and column.</returns>
    public static IReadOnlyList<Issuer>? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var file = ConfigReader.Parse(utf8);
        errors = file.Errors;
        var issuers = new List<Issuer>();
        foreach (var entry in file.Objects("issuers", MaxIssuers)) issuers.Add(ReadIssuer(entry, issuers));
        file.Close();
        return errors.Count == 0 ? issuers : null;
    }

    private static Issuer ReadIssuer(ConfigReader entry, List<Issuer> before)
    {
        var issuer = new Issuer(entry.Text("id", Issuer.MaxText), ReadKeys(entry), entry.Texts("types", Issuer.MaxTypes, Issuer.MaxText));
        entry.Close();
        if (issuer.Types.Distinct(StringComparer.Ordinal).Count() < issuer.Types.Count)
            entry.Reject("types", new("每个类型只出现一次", "each type once"));
        if (before.Exists(other => other.Id == issuer.Id)) entry.Reject("id", new("各签发方互不相同的 id", "another id for each issuer"));
        return issuer;
    }

    private static List<IssuerKey> ReadKeys(ConfigReader issuer)
    {
        var keys = new List<IssuerKey>();
        foreach (var entry in issuer.Objects("keys", Issuer.MaxKeys))
        {
            if (ReadKey(entry, keys) is { } key) keys.Add(key);
            entry.Close();
        }
        return keys;
    }

    private static IssuerKey? ReadKey(ConfigReader entry, List<IssuerKey> before)
    {
        var (from, until) = (entry.Instant("from"), entry.InstantOrNull("until"));
        if (until <= from) entry.Reject("until", new($"{from} 之后", $"after {from}"));
        if (entry.Find("jwk") is not { } json) entry.Reject("jwk", PublicJwk.ObjectAllowed);
        else if (PublicJwk.Read(json, out var error) is not { } key) entry.Errors.Add(error! with { Path = $"{entry.Path}.jwk" });
        else if (before.Exists(other => other.Key.Id == key.Id))
            entry.Reject("jwk", new("同一签发方各密钥互不相同的 kid", "another kid for each key of an issuer"));
        else return new IssuerKey(key, from, until);
        return null;
    }
}
