using System.CommandLine;
using CityKit.Cli.Cities;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Commands;

/// <summary><c>city check</c>.</summary>
internal static class CityCommands
{
    private const string Told = "Checks rules, sensors, policy, profiles, classes, calendar, grids, nets, compounds and devices by "
        + "themselves and against each other, with file, line and column. CSV on the output, or one JSON object. "
        + "Ends with 1 when anything is found. "
        + "逐个检查并相互核对城市配置目录中的文件，注明文件、行、列。";

    internal static Command Create(Terminal terminal) =>
        new("city", "A city's configuration: check its files against each other. 城市配置：相互检查。") { Check(terminal) };

    private static Command Check(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var folder = new Argument<string>("DIR")
        {
            Description = $"The folder, with the folders in it. Read by name: {CityFileName.All}, each also as SOMETHING.NAME. 配置目录。",
        };
        var command = new Command("check", Told) { folder, json };
        command.SetAction(parsed => CityCheckRun.Run(terminal, parsed.GetValue(folder)!, parsed.GetValue(json)));
        return command;
    }
}
