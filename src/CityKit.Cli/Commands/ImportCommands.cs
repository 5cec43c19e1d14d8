using System.CommandLine;
using CityKit.Cli.Components;

namespace CityKit.Cli.Commands;

/// <summary><c>import</c> and <c>import preview</c>: files of bureaus as they are, by a mapping file.</summary>
internal static class ImportCommands
{
    internal static Command Create(Terminal terminal)
    {
        var import = ComponentCommands.Import(terminal,
            "Takes a file of components in by a mapping file; the same as 'component import'. 按映射文件导入部件。");
        import.Add(Preview(terminal));
        return import;
    }

    private static Command Preview(Terminal terminal)
    {
        var (survey, json) = (new SurveyChoice(), CommonOptions.Json());
        var write = new Option<string?>("--write") { Description = "Writes the mapping to edit. 写出映射文件以供修改。", HelpName = "M.json" };
        var command = new Command("preview",
            "Shows what a file would be read as: format, columns, five rows, counts, the first rejects. Changes nothing. "
                + "Ends with 1 when rows would be rejected. 导入预览。") { write, json };
        survey.AddTo(command, isPreview: true);
        command.SetAction((parsed, _) =>
            Task.FromResult(ImportPreviewRun.Run(terminal, survey, parsed, parsed.GetValue(write), parsed.GetValue(json))));
        return command;
    }
}
