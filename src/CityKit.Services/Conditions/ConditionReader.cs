using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Services.Claims;

namespace CityKit.Services.Conditions;

/// <summary>Reads conditions of a service file, with every error and its place.</summary>
/// <param name="types">The ids of the file's credential types, with the claims of each.</param>
/// <param name="parties">The ids of its parties.</param>
internal sealed class ConditionReader(IReadOnlyDictionary<string, string[]> types, IReadOnlyCollection<string> parties)
{
    private const int MaxParts = 64;
    private static readonly LocalizedText ClaimForm =
        new("声明，如 id-card/birth_date 或 mother:id-card/name", "a claim such as id-card/birth_date or mother:id-card/name");
    private static readonly string[] Joins = ["all", "any", "not"];

    private static readonly string[] Tests =
        [.. Sides.OfNumbers.Select(s => s.Word), .. Sides.OfDays.Select(s => s.Word), "equals", "in", "sameAs", "isShown"];

    /// <summary>The condition in an object; to be used when the reader has no errors.</summary>
    internal ClaimCondition Read(ConfigReader item)
    {
        var condition = Joins.FirstOrDefault(item.Has) is { } join ? ReadJoin(item, join) : ReadTest(item);
        item.Close();
        return condition;
    }

    private ClaimCondition ReadJoin(ConfigReader item, string join) => join switch
    {
        "all" => new AllConditions(ReadParts(item, join)),
        "any" => new AnyCondition(ReadParts(item, join)),
        _ => new NotCondition(Read(item.Object(join))),
    };

    private ImmutableArray<ClaimCondition> ReadParts(ConfigReader item, string join)
    {
        var parts = item.Objects(join, MaxParts);
        if (parts.Count == 0) item.Reject(join, new("至少一个条件", "at least one condition"));
        return [.. parts.Select(Read)];
    }

    private ClaimTest ReadTest(ConfigReader item)
    {
        var claim = ReadClaim(item, "claim");
        var tests = Tests.Where(item.Has).ToArray();
        if (tests.Length != 1) item.RejectAll(
            tests.Length == 0 ? new("没有比较", "no comparison") : new($"{tests.Length} 项比较", $"{tests.Length} comparisons"),
            new($"all、any、not，或带 {string.Join("、", Tests)} 之一的声明", $"all, any, not, or a claim with one of {string.Join(", ", Tests)}"));
        return tests.Length == 1 ? ReadTest(item, claim, tests[0]) : new ShownTest(claim);
    }

    private ClaimTest ReadTest(ConfigReader item, ClaimName claim, string test) => test switch
    {
        "equals" => new ValueTest(claim, [ReadValue(item, test)]),
        "in" => new ValueTest(claim, ReadValues(item, test)),
        "sameAs" => new SameTest(claim, ReadClaim(item, test)),
        "isShown" => ReadShown(item, claim),
        _ when Array.Find(Sides.OfNumbers, s => s.Word == test) is (not null, var side, _, _) =>
            new NumberTest(claim, side, item.Decimal(test)),
        _ => new DayTest(claim, Array.Find(Sides.OfDays, s => s.Word == test).Side, item.Parsed<DayBound>(test, DayBound.Allowed)),
    };

    private static ShownTest ReadShown(ConfigReader item, ClaimName claim)
    {
        if (!item.Flag("isShown")) item.Reject("isShown", new("true；取反请置于 not 之下", "true; put it under 'not' for the opposite"));
        return new ShownTest(claim);
    }

    private static ClaimValue ReadValue(ConfigReader item, string name)
    {
        var value = item.Find(name) is { } found ? WalletJson.ValueOf(found) : null;
        if (value is null) item.Reject(name, new("文本、数、true 或 false", "a text, a number, true or false"));
        return value ?? default;
    }

    private static ImmutableArray<ClaimValue> ReadValues(ConfigReader item, string name)
    {
        var found = item.Find(name);
        var values = found?.Kind == JsonKind.Array ? found.Items.Select(WalletJson.ValueOf).ToArray() : [];
        if (values.Length is 0 or > MaxParts || values.Contains(null))
            item.Reject(name,
                new($"数组，含 1 至 {MaxParts} 个文本、数、true 或 false", $"1 to {MaxParts} texts, numbers, true or false, in an array"));
        return [.. values.OfType<ClaimValue>()];
    }

    /// <summary>A claim whose party, type and name the file knows.</summary>
    private ClaimName ReadClaim(ConfigReader item, string name)
    {
        var claim = item.Parsed<ClaimName>(name, ClaimForm);
        if (claim == default) return claim;
        Check(item, name, claim.Of);
        if (types.TryGetValue(claim.Of.Type, out var claims)) CheckClaim(item, name, claim.Claim, claims);
        return claim;
    }

    /// <summary>Notes a claim that a type does not have.</summary>
    internal static void CheckClaim(ConfigReader item, string name, string claim, string[] claims)
    {
        if (!claims.Contains(claim))
            item.Reject(name, new($"该凭证的声明：{string.Join("、", claims)}", $"a claim of that credential: {string.Join(", ", claims)}"),
                NearMiss.Of(claim, claims), LocalizedText.Values($"'{claim}'"));
    }

    /// <summary>The claims of a type; null when the file has no such type.</summary>
    internal string[]? ClaimsOf(string type) => types.GetValueOrDefault(type);

    /// <summary>Notes a credential whose party or type the file does not know.</summary>
    internal void Check(ConfigReader item, string name, CredentialName of)
    {
        if (of.Party != CredentialName.Applicant && !parties.Contains(of.Party))
            item.Reject(name,
                new($"文件中的当事人：{string.Join("、", parties.Prepend(CredentialName.Applicant))}",
                    $"a party of the file: {string.Join(", ", parties.Prepend(CredentialName.Applicant))}"),
                NearMiss.Of(of.Party, parties), LocalizedText.Values($"'{of.Party}'"));
        if (!types.ContainsKey(of.Type))
            item.Reject(name, new("文件 credentials 中的凭证", "a credential of the file's 'credentials'"), NearMiss.Of(of.Type, types.Keys),
                LocalizedText.Values($"'{of.Type}'"));
    }
}
