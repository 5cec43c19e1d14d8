using System.CommandLine;
using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Core;
using CityKit.Import.Previews;
using CityKit.Import.Surveys;

namespace CityKit.Cli.Components;

/// <summary><c>import preview</c>.</summary>
internal static class ImportPreviewRun
{
    internal static int Run(Terminal terminal, SurveyChoice survey, ParseResult parsed, string? write, bool json)
    {
        var file = parsed.GetValue(survey.File)!;
        if (File.Exists(write)) throw new ToolException(
            $"{write} is there already and may have been edited: take another name, or delete it. {write} 已存在且可能已经修改：请另取文件名，或先删除它。");
        var (options, mapping) = survey.Unmapped(parsed, terminal);
        var preview = SurveyPreview.Read(() => survey.Open(parsed), options, mapping);
        if (json) PreviewJson.Write(terminal.Output, file, preview);
        else Write(terminal.Output, file, preview);
        if (write is not null) File.WriteAllBytes(write, [.. preview.Mapping.Write(), (byte)'\n']);
        var isRight = preview is { Rejected: 0, Count: > 0, Refusal: null, Verdict.Refusal: null };
        return isRight ? ExitCode.Done : ExitCode.Rejects;
    }

    private static void Write(TextWriter output, string file, SurveyPreview preview)
    {
        var mapping = preview.Mapping;
        output.WriteLine($"{file}: {preview.Format}{(preview.Encoding is { } encoding ? $", {encoding}" : "")}"
            + $"{(preview.Format == SurveyFormat.Csv ? $", separator '{Shown(mapping.Separator ?? ',')}'" : "")}, "
            + $"{preview.Columns.Length} columns");
        foreach (var column in preview.Columns) output.WriteLine($"  {Printable.Of(column)}{FieldsOf(mapping, column)}");
        foreach (var (field, source) in mapping.Fields)
            if (source.Constant is { } constant) output.WriteLine($"  {SurveyColumns.CodeOf(field)} = {constant}");
        foreach (var note in preview.Notes) output.WriteLine(Printable.Of(note.ToString()));
        WritePlaces(output, preview);
        foreach (var row in preview.Rows) WriteRow(output, row);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{preview.Count:N0} rows, {preview.Accepted:N0} would be taken, {preview.Rejected:N0} rejected. "
                + $"共 {preview.Count:N0} 行，可导入 {preview.Accepted:N0}，不通过 {preview.Rejected:N0}。"));
        foreach (var reject in preview.Rejects)
            output.WriteLine($"  {reject.Row} {reject.Field} '{Printable.Of(reject.Value)}': {Printable.Of(reject.Reason.ToString())}");
        if (preview.Rejected > preview.Rejects.Length) output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  and {preview.Rejected - preview.Rejects.Length:N0} more. 另有 {preview.Rejected - preview.Rejects.Length:N0} 行。"));
        if (preview.Refusal is { } refusal) output.WriteLine($"Refused 不能导入: {Printable.Of(refusal.Message.ToString())}");
    }

    private static string FieldsOf(SurveyMapping mapping, string column)
    {
        var codes = mapping.Fields.Where(field => column.Equals(field.Value.Column, StringComparison.OrdinalIgnoreCase))
            .Select(field => SurveyColumns.CodeOf(field.Key)).ToArray();
        return codes.Length == 0 ? "" : $" -> {string.Join(", ", codes)}";
    }

    private static void WritePlaces(TextWriter output, SurveyPreview preview)
    {
        if (preview.Verdict is not { } verdict) return;
        var reading = verdict.Reading.IsPlain ? "" : $", {verdict.Reading.Message}";
        output.WriteLine($"coordinates 坐标: {preview.System}{reading}{((preview.Box ?? verdict.Box) is { } box ? $", {Shown(box)}" : "")}");
        if (verdict.Refusal is { } refusal) output.WriteLine($"  refused 位置不合理: {refusal.Message}");
    }

    private static LocalizedText Rejected { get; } = new("不通过", "rejected");

    private static void WriteRow(TextWriter output, PreviewRow row)
    {
        var fields = string.Join(", ", row.Fields.Select(field => $"{field.Key} {Printable.Of(field.Value)}"));
        var outcome = row.Reject is { } reject ? $"{Rejected}: {reject.Field} {Printable.Of(reject.Reason.ToString())}" : $"{row.Place}";
        output.WriteLine($"  {row.Number}: {fields} -> {outcome}");
    }

    private static string Shown(char separator) => separator == '\t' ? "\\t" : separator.ToString();

    private static string Shown(GeoBox box) =>
        string.Create(CultureInfo.InvariantCulture, $"{box.West:0.####}..{box.East:0.####}, {box.South:0.####}..{box.North:0.####}");
}
