using CityKit.Core;
using CityKit.Import.Files;
using CityKit.Import.Tables;

namespace CityKit.Import.Surveys;

/// <summary>The rows of a CSV file.</summary>
internal sealed class CsvRows : TextRows
{
    private readonly SurveyOptions options;
    private readonly CsvText text;
    private SurveyField?[] columns = [];

    internal CsvRows(TextWindow input, SurveyOptions options)
        : base(input)
    {
        this.options = options;
        var choice = new TableChoice(names => new SurveyHeader(names, options).IsLikely)
        {
            HeaderRow = options.HeaderRow, Columns = options.Limits.Columns, Separator = options.Separator,
        };
        text = new CsvText(input, choice, options.Limits.RowBytes);
    }

    internal override IReadOnlyList<string> Names => text.Names;

    internal override Refusal? Begin()
    {
        var hasHeader = text.TryBegin(out var first);
        if (!hasHeader && options.HeaderRow is { } row)
            return Wrong($"The file has no row {row} to name the columns.", $"文件没有第 {row} 行作为表头。");
        if (!hasHeader) return (first is null ? null : new SurveyHeader(first, options).Check(hasShape: false))
            ?? Wrong("The first line names the columns; this one cannot be read.", "首行须为列名，本文件首行无法读取。");
        Notes.AddRange(text.Notes);
        var header = new SurveyHeader(text.Names, options);
        columns = header.Fields;
        return header.Check(hasShape: false);
    }

    private protected override void GoOnAt(long before) => text.Number += before;

    internal override bool Next()
    {
        if (!text.Next()) return false;
        Row.Begin(text.Number);
        Problem = text.Problem is { } wrong ? SurveyReject.Of(Row.Number, "", text.Shown, wrong.En, wrong.Zh) : null;
        for (var i = 0; i < columns.Length && Problem is null; i++)
            if (columns[i] is { } field) Row.Set(field, text[i]);
        return true;
    }
}
