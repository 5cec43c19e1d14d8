using System.CommandLine;

namespace CityKit.Cli.Commands;

/// <summary>The options that many commands have, said the same way.</summary>
internal static class CommonOptions
{
    internal static Option<bool> Json() => new("--json") { Description = "JSON on the output instead of text. 输出 JSON。" };
}
