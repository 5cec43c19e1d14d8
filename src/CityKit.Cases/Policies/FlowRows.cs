using System.Text.Json;
using CityKit.Cases.Profiles;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>
/// The rows of a policy that say who may do what how often: permissions, stand-ins, allowances, checks. Reads and writes them.
/// </summary>
internal static class FlowRows
{
    private const int MaxRoles = 32;

    internal static PermissionRow[] ReadPermissions(ConfigReader reader) => Read(reader, "permissions",
        item => new PermissionRow(item.Text("profile", 64), item.Text("command", 64), [.. Roles(item, "roles")]) { At = item.Place });

    internal static StandInRow[] ReadStandIns(ConfigReader reader) => Read(reader, "standIns",
        item => new StandInRow(Roles(item, item.Text("role", 32), "role").FirstOrDefault(), [.. Roles(item, "by")]) { At = item.Place });

    internal static AllowanceRow[] ReadAllowances(ConfigReader reader) => Read(reader, "allowances",
        item => new AllowanceRow(item.Text("profile", 64), ProfileSections.ReadAllowance(item)) { At = item.Place });

    internal static CheckRow[] ReadChecks(ConfigReader reader) => Read(reader, "checks", item => new CheckRow(
        item.Text("profile", 64), item.Has("class") ? item.Parsed<ClassKey>("class", ConfigForms.Class) : null,
        item.Word("by", (CheckRow.OnSite, CheckRow.OnSite), (CheckRow.Photo, CheckRow.Photo),
            (CheckRow.None, CheckRow.None)) ?? CheckRow.OnSite)
    {
        At = item.Place,
    });

    internal static void Write(Utf8JsonWriter json, WorkPolicy policy)
    {
        if (policy.Permissions.Count > 0) ConfigJson.Objects(json, "permissions", policy.Permissions, row => Write(json, row));
        if (policy.StandIns.Count > 0) ConfigJson.Objects(json, "standIns", policy.StandIns, row => Write(json, row));
        if (policy.Allowances.Count > 0) ConfigJson.Objects(json, "allowances", policy.Allowances, row => Write(json, row));
        if (policy.Checks.Count > 0) ConfigJson.Objects(json, "checks", policy.Checks, row => Write(json, row));
    }

    private static void Write(Utf8JsonWriter json, PermissionRow row)
    {
        json.WriteString("profile", row.Profile);
        json.WriteString("command", row.Command);
        ConfigJson.Texts(json, "roles", row.Roles.Select(role => role.Name));
    }

    private static void Write(Utf8JsonWriter json, StandInRow row)
    {
        json.WriteString("role", row.Role.Name);
        ConfigJson.Texts(json, "by", row.By.Select(role => role.Name));
    }

    private static void Write(Utf8JsonWriter json, AllowanceRow row)
    {
        json.WriteString("profile", row.Profile);
        ProfileWriter.Write(json, row.Allowance);
    }

    private static void Write(Utf8JsonWriter json, CheckRow row)
    {
        json.WriteString("profile", row.Profile);
        ConfigJson.TextIfAny(json, "class", row.Class?.ToString());
        json.WriteString("by", row.By);
    }

    private static T[] Read<T>(ConfigReader reader, string section, Func<ConfigReader, T> read)
    {
        var rows = new List<T>();
        foreach (var item in reader.Objects(section, required: false))
        {
            rows.Add(read(item));
            item.Close();
        }
        return [.. rows];
    }

    private static IEnumerable<Role> Roles(ConfigReader item, string member) =>
        item.Texts(member, MaxRoles, 32).SelectMany(name => Roles(item, name, member));

    private static IEnumerable<Role> Roles(ConfigReader item, string name, string member)
    {
        if (Role.TryParse(name, out var role)) return [role];
        if (name.Length > 0) item.Reject(member, ConfigForms.Role, found: LocalizedText.Values($"'{name}'"));
        return [];
    }
}
