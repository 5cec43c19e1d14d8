using System.CommandLine;
using CityKit.Cases;
using CityKit.Core.Text;

namespace CityKit.Cli.Commands;

/// <summary>The options that say whose a key is: account, body, roles and where they count.</summary>
internal sealed class KeyActorOptions
{
    private readonly Option<string> actor = new("--actor") { Description = "The account. 账号。", HelpName = "ID", Required = true };
    private readonly Option<string> body = new("--body") { Description = "The body it belongs to. 所属单位。", HelpName = "NAME" };

    private readonly Option<string[]> role = new("--role")
    {
        Description = $"What it may act as, one or several: {string.Join(", ", Known)}. 角色。", HelpName = "ROLE",
    };

    private readonly Option<string[]> grant = new("--grant")
    {
        Description = "Roles in a scope of their own, such as DutyOfficer@area/370202. 限定范围的角色。", HelpName = "ROLE@SCOPE",
    };

    private readonly Option<string[]> place = new("--place")
    {
        Description = "Areas, compounds or households that it belongs to, such as compound/NAME. 所属区域、小区或住户。",
        HelpName = "SCOPE",
    };

    private static IEnumerable<string> Known => Roles.Names.Where(known => known != Role.System.Name);

    /// <summary>Adds them to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in (Option[])[actor, body, role, grant, place]) command.Options.Add(option);
    }

    /// <summary>Whose key it is.</summary>
    /// <exception cref="ToolException">A role, a grant or a place is not valid.</exception>
    internal Actor Of(ParseResult parsed) =>
        new(parsed.GetValue(actor)!, parsed.GetValue(body) ?? "", Texts(parsed, role).Select(RoleOf).ToHashSet())
        {
            Grants = [.. Texts(parsed, grant).Select(text => Parsed<Grant>("--grant", text))],
            Places = [.. Texts(parsed, place).Select(text => Parsed<Scope>("--place", text))],
        };

    private static string[] Texts(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) ?? [];

    /// <summary>A role of a profile's own is no mistake; what is nearly a built-in one is.</summary>
    private static Role RoleOf(string name) =>
        Role.TryParse(name, out var role) && role != Role.System && (Roles.BuiltIn.Contains(role) || NearMiss.Of(name, Roles.Names) is null)
            ? role
            : throw new ToolException($"--role {name} is not known: {string.Join(", ", Known)}. "
                + $"没有角色“{name}”，可用：{string.Join("、", Known)}。");

    private static T Parsed<T>(string option, string text) where T : IParsable<T> => T.TryParse(text, null, out var value) ? value
        : throw new ToolException($"{option} '{text}' is no scope: area/DIGITS, compound/NAME, body/NAME, household/NAME; "
            + $"a grant is ROLE@SCOPE. {option} 的值“{text}”不是范围，应为 area/数字、compound/名称、body/名称、household/名称；授权写作 角色@范围。");
}
