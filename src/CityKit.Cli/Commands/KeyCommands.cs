using System.CommandLine;
using CityKit.Cases;
using CityKit.Cli.Keys;
using CityKit.Core.Text;

namespace CityKit.Cli.Commands;

/// <summary><c>key new|list|revoke</c>.</summary>
internal static class KeyCommands
{
    private const int MostDays = 3_650;

    internal static Command Create(Terminal terminal) => new("key",
        "Access keys of a hub's people and systems, in a file of hashes (AddCityKitKeyFile). 访问密钥。")
    {
        New(terminal), List(terminal), Revoke(terminal),
    };

    private static Command New(Terminal terminal)
    {
        var file = FileOf("The file; the first key makes it. 密钥文件。");
        var actor = new Option<string>("--actor") { Description = "The account. 账号。", HelpName = "ID", Required = true };
        var body = new Option<string>("--body") { Description = "The body it belongs to. 所属单位。", HelpName = "NAME" };
        var role = new Option<string[]>("--role")
        {
            Description = $"What it may act as, one or several: {string.Join(", ", Known)}. 角色。", HelpName = "ROLE",
        };
        var grant = new Option<string[]>("--grant")
        {
            Description = "Roles in a scope of their own, such as DutyOfficer@area/370202. 限定范围的角色。", HelpName = "ROLE@SCOPE",
        };
        var place = new Option<string[]>("--place")
        {
            Description = "Areas, compounds or households that it belongs to, such as compound/NAME. 所属区域、小区或住户。", HelpName = "SCOPE",
        };
        var days = DaysOf("--days", $"For how many days it lets in, 1 to {MostDays}. 有效天数。", 365);
        var replaces = new Option<string?>("--replaces") { Description = "The key that it replaces. 所替换的密钥编号。", HelpName = "KEY" };
        var overlap = DaysOf("--overlap", "For how many days the replaced key still lets in. 新旧并行天数。", 7);
        var command = new Command("new", "Makes a key and prints it, this once; the file keeps its hash. 签发密钥（仅显示一次）。")
        {
            file, actor, body, role, grant, place, days, replaces, overlap,
        };
        command.SetAction(parsed => KeyRuns.Make(terminal, new KeyFile(parsed.GetValue(file)!),
            new Actor(parsed.GetValue(actor)!, parsed.GetValue(body) ?? "", (parsed.GetValue(role) ?? []).Select(RoleOf).ToHashSet())
            {
                Grants = [.. (parsed.GetValue(grant) ?? []).Select(text => Parsed<Grant>("--grant", text))],
                Places = [.. (parsed.GetValue(place) ?? []).Select(text => Parsed<Scope>("--place", text))],
            },
            Check("--days", parsed.GetValue(days), 1),
            parsed.GetValue(replaces) is { } id ? (id, Check("--overlap", parsed.GetValue(overlap), 0)) : null));
        return command;
    }

    private static Command List(Terminal terminal)
    {
        var file = FileOf("The file. 密钥文件。");
        var command = new Command("list",
            "Lists the keys: id, account, body, roles, end, state. Ends with 1 when one has ended. 列出密钥。") { file };
        command.SetAction(parsed => KeyRuns.List(terminal, new KeyFile(parsed.GetValue(file)!)));
        return command;
    }

    private static Command Revoke(Terminal terminal)
    {
        var file = FileOf("The file. 密钥文件。");
        var key = new Argument<string>("KEY") { Description = "The key's id. 密钥编号。" };
        var command = new Command("revoke", "Ends a key at once; a running hub knows within a second. 作废密钥。") { file, key };
        command.SetAction(parsed => KeyRuns.Revoke(terminal, new KeyFile(parsed.GetValue(file)!), parsed.GetValue(key)!));
        return command;
    }

    private static Argument<string> FileOf(string description) => new("FILE") { Description = description };

    /// <summary>A role of a profile's own is no mistake; what is nearly a built-in one is.</summary>
    private static Role RoleOf(string name) =>
        Role.TryParse(name, out var role) && role != Role.System && (Roles.BuiltIn.Contains(role) || NearMiss.Of(name, Roles.Names) is null)
            ? role
            : throw new ToolException($"--role {name} is not known: {string.Join(", ", Known)}. 未知角色。");

    private static T Parsed<T>(string option, string text) where T : IParsable<T> => T.TryParse(text, null, out var value) ? value
        : throw new ToolException($"{option} '{text}' is no scope: area/DIGITS, compound/NAME, body/NAME, household/NAME; a grant is ROLE@SCOPE. 范围无效。");

    private static Option<int> DaysOf(string name, string description, int otherwise) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };

    private static IEnumerable<string> Known => Roles.Names.Where(known => known != Role.System.Name);

    private static int Check(string option, int days, int least) => days >= least && days <= MostDays ? days
        : throw new ToolException($"{option} is {least} to {MostDays} days, not {days}. 天数须为 {least} 至 {MostDays}。");
}
