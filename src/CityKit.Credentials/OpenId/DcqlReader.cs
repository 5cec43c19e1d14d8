using System.Globalization;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Vc;

namespace CityKit.Credentials.OpenId;

/// <summary>Reads a query from JSON and checks it.</summary>
internal static class DcqlReader
{
    private const int MaxCredentials = 32;
    private const int MaxClaims = 128;
    private const int MaxSteps = 16;
    private const int MaxTypes = 64;
    private const int MaxLength = 1024;
    private static readonly LocalizedText IdAllowed = new("字母、数字、_ 和 -，且与前面的 id 不同", "letters, digits, '_' and '-', unlike the ids before");

    internal static (IReadOnlyList<DcqlCredential>, IReadOnlyList<DcqlCredentialSet>) Read(ConfigReader reader)
    {
        var credentials = new List<DcqlCredential>();
        foreach (var entry in reader.Objects("credentials", MaxCredentials)) credentials.Add(ReadCredential(entry, credentials));
        if (credentials.Count == 0) reader.Reject("credentials", new("一个或多个对象", "one or more objects"));
        var sets = reader.Objects("credential_sets", MaxCredentials, required: false).Select(entry => ReadSet(entry, credentials)).ToList();
        RejectEmpty(reader, "credential_sets");
        reader.Close();
        return (credentials, sets);
    }

    private static DcqlCredential ReadCredential(ConfigReader entry, List<DcqlCredential> before)
    {
        var id = entry.Text("id");
        if (id.Length > 0 && (!IsId(id) || before.Exists(one => one.Id == id))) entry.Reject("id", IdAllowed);
        var format = entry.Text("format");
        var isKnown = format == VcTypes.Token;
        var claims = ReadClaims(entry);
        var credential = new DcqlCredential(id, isKnown ? ReadTypes(entry.Object("meta")) : [])
        {
            Format = format,
            OtherMeta = isKnown ? null : OtherMeta(entry),
            Claims = claims,
            ClaimSets = ReadSets(entry, "claim_sets", claims.Select(claim => claim.Id)),
            IsMultiple = entry.Flag("multiple"),
        };
        if (!entry.Flag("require_cryptographic_holder_binding", otherwise: true))
            entry.Reject("require_cryptographic_holder_binding", new("true：每次出示都绑定持有人", "true: every presentation is bound to its holder"));
        if (entry.Has("trusted_authorities"))
            entry.Reject("trusted_authorities", new("空：可信签发方由登记册决定", "nothing: the registry of issuers says who is trusted"));
        entry.Close();
        return credential;
    }

    private static IReadOnlyList<string> ReadTypes(ConfigReader meta)
    {
        var types = meta.Texts("vct_values", MaxTypes, MaxLength);
        RejectEmpty(meta, "vct_values");
        meta.Close();
        return types;
    }

    private static JsonValue? OtherMeta(ConfigReader entry)
    {
        entry.Object("meta");
        return entry.Find("meta");
    }

    private static List<DcqlClaim> ReadClaims(ConfigReader entry)
    {
        var claims = new List<DcqlClaim>();
        foreach (var one in entry.Objects("claims", MaxClaims, required: false)) claims.Add(ReadClaim(one, claims));
        RejectEmpty(entry, "claims");
        if (entry.Has("claim_sets") && claims.Any(claim => claim.Id is null))
            entry.Reject("claim_sets", new("声明的 id，且每个声明都有 id", "ids of claims, each of which has one"));
        return claims;
    }

    private static DcqlClaim ReadClaim(ConfigReader entry, List<DcqlClaim> before)
    {
        var id = entry.TextOrNull("id");
        if (id is not null && (!IsId(id) || before.Exists(one => one.Id == id))) entry.Reject("id", IdAllowed);
        var claim = new DcqlClaim(ReadPath(entry)) { Id = id, Values = ReadValues(entry) };
        if (before.Exists(one => one.Path.SequenceEqual(claim.Path)))
            entry.Reject("path", new("前面声明未用过的路径", "a path that no claim before has"));
        entry.Close();
        return claim;
    }

    private static List<DcqlStep> ReadPath(ConfigReader entry)
    {
        var steps = ItemsOf(entry.Find("path")).Select(StepOf).ToList();
        if (steps.Count is 0 or > MaxSteps || steps.Contains(null))
            entry.Reject("path",
                new($"1 至 {MaxSteps} 级：名称、从 0 起的位置，或以 null 表示全部元素",
                    $"1 to {MaxSteps} steps: names, positions from 0, or null for every element"));
        return [.. steps.OfType<DcqlStep>()];
    }

    private static DcqlStep? StepOf(JsonValue step) => step.Kind switch
    {
        JsonKind.Null => new DcqlStep(null, null),
        JsonKind.String => new DcqlStep(step.Text, null),
        JsonKind.Number when int.TryParse(step.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) =>
            new DcqlStep(null, index),
        _ => (DcqlStep?)null,
    };

    private static List<DcqlValue> ReadValues(ConfigReader entry)
    {
        var values = ItemsOf(entry.Find("values")).Select(ValueOf).ToList();
        if (entry.Has("values") && (values.Count is 0 or > MaxClaims || values.Contains(null)))
            entry.Reject("values", new($"1 至 {MaxClaims} 个文本、整数、true 或 false", $"1 to {MaxClaims} texts, integers, true or false"));
        return [.. values.OfType<DcqlValue>()];
    }

    private static DcqlValue? ValueOf(JsonValue value) => value.Kind switch
    {
        JsonKind.String or JsonKind.True or JsonKind.False => new DcqlValue(value.Kind, value.Text),
        JsonKind.Number when long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            DcqlValue.FromInt64(number),
        _ => (DcqlValue?)null,
    };

    private static DcqlCredentialSet ReadSet(ConfigReader entry, List<DcqlCredential> credentials)
    {
        if (!entry.Has("options")) entry.Reject("options", new("凭证 id 的数组", "arrays of ids of credentials"));
        var options = ReadSets(entry, "options", credentials.Select(one => one.Id));
        var set = new DcqlCredentialSet(options, entry.Flag("required", otherwise: true));
        entry.Close();
        return set;
    }

    private static List<IReadOnlyList<string>> ReadSets(ConfigReader entry, string name, IEnumerable<string?> ids)
    {
        var known = ids.OfType<string>().ToHashSet(StringComparer.Ordinal);
        var sets = ItemsOf(entry.Find(name));
        if (entry.Has(name) && (sets.Count is 0 or > MaxClaims || sets.Any(set => !IsSet(set, known))))
            entry.Reject(name,
                new($"1 至 {MaxClaims} 个数组，各含一个或多个此处定义的 id", $"1 to {MaxClaims} arrays, each of one or more ids that are defined here"));
        return [.. sets.Select(set => (IReadOnlyList<string>)[.. set.Items.Select(id => id.Text)])];
    }

    private static bool IsSet(JsonValue set, HashSet<string> known) =>
        set.Items.Count is > 0 and <= MaxClaims && set.Items.All(id => id.Kind == JsonKind.String && known.Contains(id.Text));

    private static IReadOnlyList<JsonValue> ItemsOf(JsonValue? array) => array?.Items ?? [];

    private static void RejectEmpty(ConfigReader reader, string name)
    {
        if (reader.Find(name) is { Kind: JsonKind.Array, Items.Count: 0 })
            reader.Reject(name, new("一个或多个，或不填", "one or more, or not there"));
    }

    private static bool IsId(string id) => id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
}
