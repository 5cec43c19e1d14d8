using CityKit.Cases.Profiles;
using CityKit.Cases.Standards;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>Finds the rows of a policy that name something that does not exist.</summary>
internal sealed class PolicyCheck(ProfileCatalogue profiles, CatalogueSet catalogues)
{
    private readonly ConfigErrors errors = new();

    internal IReadOnlyList<ConfigError> Check(WorkPolicy policy)
    {
        foreach (var (i, row) in policy.Conditions.Index()) CheckClass(row.Class, row.At, $"conditions[{i}].class");
        if (policy.Standard is { } standard && !standard.IsBuiltIn) CheckStandard(standard);
        foreach (var (i, row) in policy.StageLimits.Index()) CheckStage(row, $"stageLimits[{i}]");
        foreach (var (i, row) in policy.Dispatch.Index())
        {
            CheckProfile(row.Profile, row.At, $"dispatch[{i}].profile");
            CheckClass(row.Class, row.At, $"dispatch[{i}].class");
        }
        foreach (var (i, row) in policy.Repeats.Index())
        {
            CheckProfile(row.Profile, row.At, $"repeats[{i}].profile");
            CheckClass(row.Class, row.At, $"repeats[{i}].class");
        }
        foreach (var (i, row) in policy.Machines.Index()) CheckMachine(row, $"machines[{i}]");
        foreach (var (i, row) in policy.Answers.Index()) CheckClass(row.Class, row.At, $"answers[{i}].class");
        if (policy.Access.Count > 0) CheckAccess(policy.Access);
        if (policy.Permissions.Count + policy.StandIns.Count > 0) CheckRoles(policy, RoleNames());
        CheckTurns(policy);
        return errors;
    }

    private void CheckRoles(WorkPolicy policy, string[] roles)
    {
        foreach (var (i, row) in policy.Permissions.Index())
        {
            if (CheckProfile(row.Profile, row.At, $"permissions[{i}].profile") is { } profile)
                CheckName(row.Command, [.. profile.Commands.Select(command => command.Id)], row.At, $"permissions[{i}].command");
            foreach (var role in row.Roles) CheckName(role.Name, roles, row.At, $"permissions[{i}].roles");
        }
        foreach (var (i, row) in policy.StandIns.Index())
            foreach (var role in row.By.Prepend(row.Role)) CheckName(role.Name, roles, row.At, $"standIns[{i}]");
    }

    private void CheckTurns(WorkPolicy policy)
    {
        foreach (var (i, row) in policy.Allowances.Index()) CheckProfile(row.Profile, row.At, $"allowances[{i}].profile");
        foreach (var (i, row) in policy.Checks.Index())
        {
            CheckProfile(row.Profile, row.At, $"checks[{i}].profile");
            CheckClass(row.Class, row.At, $"checks[{i}].class");
        }
    }

    private string[] RoleNames() =>
        [.. Roles.Names.Concat(profiles.All.SelectMany(profile => profile.Roles).Select(role => role.Name)).Distinct()];

    /// <summary>The starter set is not checked: a city whose catalogue lacks some of its classes has nothing to mend.</summary>
    private void CheckStandard(FilingStandard standard)
    {
        foreach (var error in standard.Check(catalogues)) errors.Add(error with { Path = "standard." + error.Path });
    }

    private void CheckAccess(IReadOnlyList<AccessRow> rows)
    {
        string[] roles = RoleNames();
        foreach (var (i, row) in rows.Index()) CheckName(row.Role.Name, roles, row.At, $"access[{i}].role");
    }

    private void CheckStage(StageLimit row, string path)
    {
        if (CheckProfile(row.Profile, row.At, path + ".profile") is { } profile)
            CheckName(row.Stage, [.. profile.LimitNames], row.At, path + ".stage");
    }

    private void CheckMachine(MachineRow row, string path)
    {
        var profile = CheckProfile(row.Profile, row.At, path + ".profile");
        CheckClass(row.Class, row.At, path + ".class");
        if (profile is null || ReferenceEquals(row.FalseIn, MachineRow.DefaultFalseIn)) return;
        string[] ends = [.. profile.States.Where(state => state.Closed).Select(state => state.Id)];
        foreach (var state in row.FalseIn) CheckName(state, ends, row.At, path + ".falseIn");
    }

    private Profile? CheckProfile(string id, FilePlace? at, string path)
    {
        CheckName(id, [.. profiles.All.Select(profile => profile.Id)], at, path);
        return profiles.TryGet(id, out var found) ? found : null;
    }

    private void CheckName(string name, string[] known, FilePlace? at, string path)
    {
        if (!known.Contains(name)) Add(at, path, name, LocalizedText.Values(known), NearMiss.Of(name, known));
    }

    private void CheckClass(ClassKey? key, FilePlace? at, string path)
    {
        if (key is { } named && !catalogues.Knows(named))
            Add(at, path, named.ToString(), ConfigForms.KnownClass, catalogues.FindNear(named.ToString()));
    }

    private void Add(FilePlace? at, string path, string found, LocalizedText allowed, string? meant) =>
        errors.Add(new ConfigError(at?.Line ?? 0, at?.Column ?? 0, path, LocalizedText.Values($"'{found}'"), allowed, meant));
}
