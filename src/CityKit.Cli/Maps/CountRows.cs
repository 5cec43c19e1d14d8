using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CsvHelper;

namespace CityKit.Cli.Maps;

/// <summary>Reads a file of counts: CSV with the columns <c>code</c> and <c>count</c>.</summary>
internal static class CountRows
{
    private const int MostRows = 1_000_000;

    private static readonly CsvReaderOptions Options = new() { Separator = ',', MaxRecordSize = 1 << 16 };

    /// <summary>The counts by code; what is wrong with a row is reported, and the row left out.</summary>
    /// <exception cref="ToolException">There is no such file, or it lacks the columns.</exception>
    internal static Dictionary<string, double> Read(string path, Action<string> tell)
    {
        using var text = InputFile.OpenText(path, null, out _);
        using var reader = CsvReader.Create(text, Options);
        try
        {
            return Read(path, reader, tell);
        }
        catch (Exception broken) when (broken is CsvFormatException or InvalidDataException)
        {
            throw new ToolException($"{path}: {broken.Message}");
        }
    }

    private static Dictionary<string, double> Read(string path, CsvReader reader, Action<string> tell)
    {
        var (code, count) = (IndexOf(path, reader, "code"), IndexOf(path, reader, "count"));
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var row = 1; reader.Read(); row++)
        {
            if (row > MostRows) throw new ToolException($"{path} has more than {MostRows} rows. {path} 超过 {MostRows} 行。");
            if (Problem(reader, code, count, counts) is { } problem) tell($"{path}, row {row}: {problem}");
        }
        return counts;
    }

    private static string? Problem(CsvReader reader, int code, int count, Dictionary<string, double> counts)
    {
        if (reader.FieldCount <= Math.Max(code, count)) return "a field is missing. 缺少字段。";
        var key = reader.GetString(code).Trim();
        var isNumber = double.TryParse(reader.GetSpan(count), NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || !(number is >= 0 and < double.PositiveInfinity))
            return $"'{reader.GetString(count)}' is no count: a number, 0 or more. 计数须为不小于 0 的数。";
        return counts.TryAdd(Short(key), number) ? null : $"the code {key} comes twice. 代码 {key} 重复。";
    }

    /// <summary>An area's code in the short form that maps have.</summary>
    private static string Short(string code) => AreaCode.TryParse(code, null, out var area) ? $"{area}" : code;

    private static int IndexOf(string path, CsvReader reader, string column)
    {
        var at = Array.IndexOf(reader.Headers.ToArray(), column);
        return at >= 0 ? at : throw new ToolException(
            $"{path} has no column '{column}'; it needs code and count, and has {string.Join(", ", reader.Headers.ToArray())}. "
                + "须有 code 与 count 两列。");
    }
}
