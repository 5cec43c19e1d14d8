using System.CommandLine;
using CityKit.Cli.Maps;

namespace CityKit.Cli.Commands;

/// <summary><c>map</c>.</summary>
internal static class MapCommands
{
    internal static Command Create(Terminal terminal)
    {
        var options = new PictureOptions();
        var command = new Command("map",
            "A map of counts by area to look at: one HTML page that needs no network, or an SVG picture. "
                + "Ends with 1 when a row of counts has no area. 专题地图。");
        options.AddTo(command);
        command.SetAction((parsed, cancel) => PictureRun.RunAsync(terminal, options.Of(parsed, terminal.Time), cancel));
        return command;
    }
}
