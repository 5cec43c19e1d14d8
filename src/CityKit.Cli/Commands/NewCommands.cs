using System.CommandLine;
using CityKit.Cli.New;

namespace CityKit.Cli.Commands;

/// <summary><c>new hub|edge|rules|profile</c>.</summary>
internal static class NewCommands
{
    internal static Command Create(Terminal terminal)
    {
        var command = new Command("new", "Writes a starting folder; overwrites no file. 生成起始目录，不覆盖已有文件。");
        foreach (var kind in StartingFolder.All) command.Add(Create(terminal, kind));
        return command;
    }

    private static Command Create(Terminal terminal, StartingFolder kind)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where; made when it is not there. 目标目录。" };
        var command = new Command(kind.Name, kind.Description) { folder };
        command.SetAction(parsed => NewRun.Run(terminal, kind, parsed.GetValue(folder)!));
        return command;
    }
}
