using System.Text;
using CityKit.Cli;
using CityKit.Cli.Commands;
using CityKit.Shared.SqliteProvider;

SqliteChoice.Use();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
return await CityKitTool.RunAsync(args, new Terminal(output, Console.Error, !Console.IsErrorRedirected, TimeProvider.System), stop.Token);
