using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Checking;

/// <summary>
/// Checks that what one file names exists in the others: a rule's profile, class and roles, a sensor's component and
/// grid, a policy's profiles, stages and classes. Only what a hub is started with is checked; what is in the journal
/// already was decided by and is replayed as it is.
/// </summary>
internal sealed class NameCheck(CityParts parts)
{
    private const string RolePrefix = "role:";
    private static readonly string[] Confirmers = [nameof(Role.DutyOfficer), nameof(Role.DutyLeader)];

    private readonly Lazy<string[]> names = new(() => [.. Roles.BuiltIn.Where(role => role != Role.System)
        .Concat(parts.Profiles.All.SelectMany(profile => profile.Roles)).Select(role => role.Name).Distinct()]);

    private readonly IReadOnlyList<string> audiences = parts.Policy.Audiences;

    internal IReadOnlyList<ConfigError> Policy() => parts.Policy.Check(parts.Profiles, parts.Catalogues);

    internal IReadOnlyList<ConfigError> Sensors()
    {
        var file = ConfigReader.Parse(parts.Sensors.Span);
        foreach (var sensor in file.Objects("sensors"))
        {
            if (sensor.Has("component") && !ComponentId.TryParse(sensor.TextOrNull("component"), null, out _))
                sensor.Reject("component",
                    new("部件标识：16 或 17 位数字，或“方案-分类-序号”", "a component id: 16 or 17 digits, or scheme-class-sequence"));
            if (parts.Grids is { } map && sensor.TextOrNull("grid") is { } grid && !map.TryGet(grid, out _))
                sensor.Reject("grid",
                    new($"地图中的网格，如 {map.Grids.FirstOrDefault()?.Code}", $"a grid of the map, such as {map.Grids.FirstOrDefault()?.Code}"),
                    NearMiss.Of(grid, map.Grids.Select(known => known.Code)));
        }
        return file.Errors;
    }

    internal IReadOnlyList<ConfigError> Rules()
    {
        var file = ConfigReader.Parse(parts.Rules.Span);
        foreach (var then in file.Objects("rules").Select(rule => rule.Object("then")))
        {
            foreach (var (i, name) in (then.Find("notify")?.Items ?? []).Index())
                CheckAudience(name, $"{then.Path}.notify[{i}]", file.Errors);
            if (then.ObjectOrNull("lead") is { } lead) CheckLead(lead);
        }
        return file.Errors;
    }

    private void CheckLead(ConfigReader lead)
    {
        var (profile, key) = (lead.Text("profile"), lead.Text("class"));
        if (!parts.Profiles.TryGet(profile, out var found))
            RejectProfile(lead, profile);
        else CheckOpeners(lead, found);
        if (!ClassKey.TryParse(key, null, out var named) || !parts.Catalogues.Knows(named))
            lead.Reject("class",
                new("分类目录中的分类，如 GB/T 47678.5-2026:component:01037", "a class of the catalogue, such as GB/T 47678.5-2026:component:01037"),
                parts.Catalogues.FindNear(key));
    }

    private void RejectProfile(ConfigReader lead, string found)
    {
        string[] known = [.. parts.Profiles.All.Select(profile => profile.Id)];
        lead.Reject("profile", LocalizedText.Values(known), NearMiss.Of(found, known));
    }

    /// <summary>A lead that nobody may confirm would wait forever.</summary>
    private static void CheckOpeners(ConfigReader lead, Profile profile)
    {
        var openers = profile.Openers.Select(role => role.ToString()).ToArray();
        if (lead.Flag("automatic") && !profile.Openers.Contains(Role.System))
            lead.Reject("automatic",
                new($"false：“{profile.Id}”由 {string.Join("、", openers)} 立项，而非 System",
                    $"false: '{profile.Id}' is opened by {string.Join(", ", openers)}, not by System"));
        else if (!lead.Flag("automatic") && !openers.Intersect(Confirmers).Any())
            lead.Reject("profile",
                new($"{string.Join(" 或 ", Confirmers)} 可立项的业务类型", $"a profile that {string.Join(" or ", Confirmers)} may open"));
    }

    /// <summary>
    /// A role has its exact name, alone or behind "role:"; other audiences begin with a small letter. Where the policy lists audiences,
    /// those are all there are;
    /// where it lists none, what is nearly a role is a mistake.
    /// </summary>
    private void CheckAudience(JsonValue name, string path, ConfigErrors errors)
    {
        var text = name.Text;
        var isRole = text.StartsWith(RolePrefix, StringComparison.Ordinal) || char.IsAsciiLetterUpper(text[0]);
        var bare = text.StartsWith(RolePrefix, StringComparison.Ordinal) ? text[RolePrefix.Length..] : text;
        if (isRole ? names.Value.Contains(bare) : IsAudience(text)) return;
        string[] known = [.. names.Value, .. audiences];
        var meant = NearMiss.Of(bare, audiences) ?? NearRole(bare);
        errors.Add(new ConfigError(name.Line, name.Column, path, name.Shown, LocalizedText.Values(known), meant));
    }

    private bool IsAudience(string text) => audiences.Count > 0
        ? audiences.Contains(text)
        : NearRole(text) is null || names.Value.Any(role => Kebab(role) == text);

    private string? NearRole(string text) => NearMiss.Of(text.Replace("-", "", StringComparison.Ordinal), names.Value);

    /// <summary>DutyOfficer as duty-officer.</summary>
    private static string Kebab(string role) => char.ToLowerInvariant(role[0])
        + string.Concat(role.Skip(1).Select(letter => char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
