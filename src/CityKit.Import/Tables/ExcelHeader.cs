using CityKit.Core;
using ExcelDataReader;

namespace CityKit.Import.Tables;

/// <summary>Where a sheet's columns are named.</summary>
/// <param name="Row">The row, from 1.</param>
/// <param name="Columns">The names, in order; empty for a column without.</param>
/// <param name="Notes">What was passed over before it.</param>
internal sealed record ExcelHeader(int Row, IReadOnlyList<string> Columns, IReadOnlyList<LocalizedText> Notes)
{
    /// <summary>The header of the chosen sheet, or of the first that has one; the reader then is on it. Null with the reason.</summary>
    internal static ExcelHeader? Find(IExcelDataReader book, TableChoice choice, out Refusal? refusal)
    {
        (ExcelHeader? first, List<string> sheets) = (null, []);
        refusal = null;
        do
        {
            sheets.Add(book.Name);
            if (choice.Layer is { } wanted && !wanted.Equals(book.Name, StringComparison.OrdinalIgnoreCase)) continue;
            if (book.FieldCount > choice.Columns)
                refusal ??= Wrong($"The sheet '{book.Name}' has {book.FieldCount} columns; at most {choice.Columns} are read.",
                $"工作表“{book.Name}”有 {book.FieldCount} 列，最多读取 {choice.Columns} 列。");
            else if (Search(book, choice, ref first) is { } header) return header.At(book);
        }
        while (book.NextResult());
        refusal ??= first is not null ? NoHeader(first, choice)
            : choice.Layer is not null && !sheets.Contains(choice.Layer, StringComparer.OrdinalIgnoreCase)
            ? Wrong($"The workbook has no sheet '{choice.Layer}'; it has {string.Join(", ", sheets)}.",
                $"工作簿没有工作表“{choice.Layer}”，现有：{string.Join("，", sheets)}。")
            : Wrong("The workbook has no row.", "工作簿没有数据行。");
        return null;
    }

    private static ExcelHeader? Search(IExcelDataReader sheet, TableChoice choice, ref ExcelHeader? first)
    {
        List<string> titles = [];
        for (var row = 1; row <= Math.Max(choice.HeaderRow ?? 0, TableChoice.MostTitleRows) && sheet.Read(); row++)
        {
            string[] cells = [.. Enumerable.Range(0, sheet.FieldCount).Select(i => ExcelTable.Text(sheet.GetValue(i)).Trim())];
            var said = cells.FirstOrDefault(cell => cell.Length > 0);
            if (choice.HeaderRow is { } chosen ? row == chosen : choice.IsHeader(cells))
                return new ExcelHeader(row, cells, TitleRows.Notes(titles));
            if (said is null) continue;
            first ??= new ExcelHeader(row, cells, []);
            titles.Add(said);
        }
        return null;
    }

    private ExcelHeader At(IExcelDataReader book) => book.ResultsCount == 1 ? this
        : this with
        {
            Notes = [new LocalizedText($"读取工作表“{book.Name}”（共 {book.ResultsCount} 个）。",
                $"The sheet '{book.Name}' of {book.ResultsCount} is read."), .. Notes],
        };

    private static Refusal NoHeader(ExcelHeader first, TableChoice choice)
    {
        var names = first.Columns.Where(name => name.Length > 0).ToArray();
        return choice.HeaderRow is { } row
            ? Wrong($"The sheet has no row {row} to name the columns.", $"工作表没有第 {row} 行作为表头。")
            : Wrong($"No row of the first {TableChoice.MostTitleRows} names {choice.Needed.En}; the first has {string.Join(", ", names)}.",
                $"前 {TableChoice.MostTitleRows} 行中没有{choice.Needed.Zh}；首行为 {string.Join("，", names)}。");
    }

    private static Refusal Wrong(string en, string zh) => Refusal.Of("file", en, zh);
}
