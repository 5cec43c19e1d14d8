using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Components.Registry;
using CityKit.Import.Surveys;
using CityKit.Sqlite;

namespace CityKit.Cli.Components;

/// <summary><c>component import</c>.</summary>
internal static class ComponentImportRun
{
    internal static async Task<int> RunAsync(Terminal terminal, SurveyFile survey, string file, string database, SurveyOptions options,
        string? rejectPath, bool json, CancellationToken cancel)
    {
        var rejects = rejectPath ?? $"{file}.rejects.csv";
        await using var store = new SqliteComponentStore(database);
        await store.OpenAsync(cancel).ConfigureAwait(false);
        var progress = new ImportProgress(terminal, () => survey.Fraction);
        SurveyResult result;
        await using (var rejectFile = new FileStream(rejects, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
            result = await new SurveyImport(store, options, terminal.Time).RunAsync(survey.Content, rejectFile, progress,
                cancel).ConfigureAwait(false);
        progress.End();
        InputFile.Name(terminal, file, survey, result.Notes);
        if (new FileInfo(rejects).Length == 0) File.Delete(rejects);
        await store.LoadIndexAsync(cancel).ConfigureAwait(false);
        if (result.Reading is { IsPlain: false } reading)
            terminal.Error.WriteLine($"Coordinates are {reading.Message.En}. 坐标{reading.Message.Zh}。");
        if (result.Mark is { } mark) Tell(terminal, mark, rejects, json);
        if (result.Refusal is { } refusal)
            throw new ToolException($"{refusal.Message}{(result.Mark is null && options.Mapping is null ? WayOut(file) : "")}");
        return result.Mark!.Rejected == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    // A bureau's own columns are the commonest reason.
    private static string WayOut(string file) =>
        $" 'citykit import preview {file} --write mapping.json' guesses what the columns are; give the edited file as --mapping."
        + $" 可先用 citykit import preview {file} --write mapping.json 猜测各列含义，修改后以 --mapping 指定。";

    private static void Tell(Terminal terminal, ImportMark mark, string rejects, bool json)
    {
        if (json) JsonOutput.WriteLine(terminal.Output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("survey", mark.Name);
            writer.WriteNumber("rows", mark.Rows);
            writer.WriteNumber("accepted", mark.Accepted);
            writer.WriteNumber("rejected", mark.Rejected);
            writer.WriteBoolean("done", mark.IsDone);
            writer.WriteEndObject();
        });
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mark.Rows:N0} rows, {mark.Accepted:N0} taken in, "
            + $"{mark.Rejected:N0} rejected{(mark.Rejected > 0 ? $": see {rejects}" : "")}."));
    }
}
