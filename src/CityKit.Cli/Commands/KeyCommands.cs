using System.CommandLine;
using CityKit.Cli.Keys;

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
        var (file, actor) = (FileOf("The file; the first key makes it. 密钥文件，首次签发时创建。"), new KeyActorOptions());
        var days = DaysOf("--days", $"For how many days it lets in, 1 to {MostDays}. 有效天数。", 365);
        var replaces = new Option<string?>("--replaces") { Description = "The key that it replaces. 所替换的密钥编号。", HelpName = "KEY" };
        var overlap = DaysOf("--overlap", "For how many days the replaced key still lets in. 新旧并行天数。", 7);
        var command = new Command("new", "Makes a key and prints it, this once; the file keeps its hash. 签发密钥（仅显示一次）。") { file };
        actor.AddTo(command);
        foreach (var option in (Option[])[days, replaces, overlap]) command.Options.Add(option);
        command.SetAction(parsed => KeyRuns.Make(
            terminal, new KeyFile(parsed.GetValue(file)!), actor.Of(parsed), Check("--days", parsed.GetValue(days), 1),
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
        var key = new Argument<string>("KEY") { Description = "The access key's id. 访问密钥编号。" };
        var command = new Command("revoke", "Ends a key at once; a running hub knows within a second. 作废密钥。") { file, key };
        command.SetAction(parsed => KeyRuns.Revoke(terminal, new KeyFile(parsed.GetValue(file)!), parsed.GetValue(key)!));
        return command;
    }

    private static Argument<string> FileOf(string description) => new("FILE") { Description = description };

    private static Option<int> DaysOf(string name, string description, int otherwise) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };

    private static int Check(string option, int days, int least) => days >= least && days <= MostDays ? days
        : throw new ToolException($"{option} is {least} to {MostDays} days, not {days}. {option} 须为 {least} 至 {MostDays} 天，而非 {days}。");
}
