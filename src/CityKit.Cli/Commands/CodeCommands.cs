using System.CommandLine;
using CityKit.Cli.Codes;
using CityKit.Cli.Files;

namespace CityKit.Cli.Commands;

/// <summary><c>code explain</c>.</summary>
internal static class CodeCommands
{
    internal static Command Create(Terminal terminal) => new("code", "Codes of areas, grids, components, bodies, certificates. 各类编码。")
    {
        Explain(terminal),
    };

    private static Command Explain(Terminal terminal)
    {
        var code = new Argument<string>("CODE") { Description = "The code. 编码。" };
        var json = CommonOptions.Json();
        var command = new Command("explain",
            "Says what a code is, part by part, and whether its check character holds; all readings when there are several. "
            + "Ends with 1 when it is wrong in every reading or its area is not in force, 2 when no code looks like it. 逐段解释编码。")
        {
            code, json,
        };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(code)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string code, bool json)
    {
        var readings = CodeExplainer.Explain(code);
        if (readings.Count == 0)
            throw new ToolException($"'{code}' looks like no code that is known here; see docs/grids.md for the list. "
                + $"“{code}”不像任何已知编码，列表见 docs/grids.md。");
        if (json) JsonOutput.WriteLine(terminal.Output, writer => CodeReadingJson.Write(writer, code, readings));
        else CodeReadingText.Write(terminal.Output, code, readings);
        return readings.Any(reading => reading.IsRight && reading.AreaFindings.IsEmpty) ? ExitCode.Done : ExitCode.Rejects;
    }
}
