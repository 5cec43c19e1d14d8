using CityKit.Core.Text;
using CityKit.Credentials.Vc;

namespace CityKit.Credentials.OpenId;

/// <summary>Whether verified credentials are what a query asked for (OpenID4VP 1.0, 6.4 and 7).</summary>
public static class DcqlMatch
{
    /// <summary>Checks credentials against a query.</summary>
    /// <param name="query">What was asked for.</param>
    /// <param name="credentials">The credentials that answer, verified, by their id in the query.</param>
    /// <returns>What is missing or was not asked for, <c>query</c> and <c>claim</c> with the id of the credential; null when the query is
    /// satisfied.</returns>
    public static CredentialProblem? Check(DcqlQuery query, IReadOnlyDictionary<string, IReadOnlyList<VerifiedVc>> credentials)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(credentials);
        foreach (var (id, answers) in credentials)
            if (Check(query.Find(id), id, answers) is { } problem) return problem;
        var answered = credentials.Keys.ToHashSet(StringComparer.Ordinal);
        return query.CredentialSets.Count == 0 ? CheckAll(query, answered) : CheckSets(query, answered);
    }

    private static CredentialProblem? Check(DcqlCredential? asked, string id, IReadOnlyList<VerifiedVc> answers) => asked switch
    {
        null => VpProblem.NotAsked(id),
        { Format: not VcTypes.Token } => VpProblem.OtherFormat(id, asked.Format),
        _ when answers.Count == 0 => VpProblem.Missing(id),
        { IsMultiple: false } when answers.Count > 1 => VpProblem.TooMany(id, answers.Count),
        _ => answers.Select(answer => Check(asked, answer)).FirstOrDefault(problem => problem is not null),
    };

    private static CredentialProblem? Check(DcqlCredential asked, VerifiedVc answer)
    {
        if (!asked.Types.Contains(answer.Type)) return VpProblem.OtherType(asked, answer.Type);
        var lacking = asked.Claims.Where(claim => !IsDisclosed(claim, answer.Token.Claims.Json)).ToList();
        if (asked.ClaimSets.Count == 0) return lacking.Count == 0 ? null : VpProblem.NoClaim(asked.Id, lacking[0]);
        var ids = lacking.Select(claim => claim.Id).ToHashSet(StringComparer.Ordinal);
        return asked.ClaimSets.Any(set => !set.Any(ids.Contains)) ? null : VpProblem.NoClaimSet(asked.Id);
    }

    private static bool IsDisclosed(DcqlClaim claim, JsonValue claims)
    {
        IReadOnlyList<JsonValue> found = [claims];
        foreach (var step in claim.Path) found = Follow(found, step);
        return claim.Values.Count == 0 ? found.Count > 0 : found.Any(value => claim.Values.Any(allowed => allowed.Is(value)));
    }

    /// <summary>A value of another kind than the step needs ends the search with nothing (7.1); what is not there is left out.</summary>
    private static IReadOnlyList<JsonValue> Follow(IReadOnlyList<JsonValue> values, DcqlStep step)
    {
        var needed = step.Name is null ? JsonKind.Array : JsonKind.Object;
        if (values.Any(value => value.Kind != needed)) return [];
        return [.. values.SelectMany(value => Follow(value, step))];
    }

    private static IEnumerable<JsonValue> Follow(JsonValue value, DcqlStep step) => step switch
    {
        { Name: { } name } => value.Find(name) is { } member ? [member.Value] : [],
        { Index: { } index } => index < value.Items.Count ? [value.Items[index]] : [],
        _ => value.Items,
    };

    private static CredentialProblem? CheckAll(DcqlQuery query, HashSet<string> answered) =>
        query.Credentials.FirstOrDefault(one => !answered.Contains(one.Id)) is { } missing ? VpProblem.Missing(missing.Id) : null;

    private static CredentialProblem? CheckSets(DcqlQuery query, HashSet<string> answered) =>
        query.CredentialSets.FirstOrDefault(set => set.IsRequired && !set.Options.Any(option => option.All(answered.Contains)))
            is { } missing ? VpProblem.MissingSet(missing) : null;
}
