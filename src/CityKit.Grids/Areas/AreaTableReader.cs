using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Grids.Areas;

/// <summary>Reads the lines of an area table: seven fields without quotes.</summary>
internal sealed class AreaTableReader
{
    private const string Head = "code,name,english,from,until,successors,note";
    private const int MaxLines = 1_000_000;
    private const int MaxProblems = 1_000;
    private const int MaxCharacters = 1_000;

    private readonly List<AreaEntry> entries = [];
    private readonly Dictionary<AreaCode, List<AreaEntry>> byCode = [];
    private readonly List<AreaTableProblem> problems = [];
    private int line;

    internal IReadOnlyList<AreaEntry> Entries => entries;

    internal ImmutableArray<AreaTableProblem> Problems => [.. problems];

    internal void ReadAll(TextReader text)
    {
        while (text.ReadLine() is { } written && line < MaxLines)
        {
            line++;
            if (line == 1) CheckHead(written);
            else if (written.Length > 0) ReadLine(written);
        }
        if (line == 0) CheckHead("");
        if (line == MaxLines) Reject("", "", $"More than {MaxLines} lines; the rest was not read.", $"超过 {MaxLines} 行，其余未读取。");
    }

    private void CheckHead(string written)
    {
        if (written.TrimStart('\uFEFF') != Head) Reject("", Shown(written), $"The first line is {Head}.", $"首行应为 {Head}。");
    }

    private void ReadLine(string written)
    {
        var fields = written.Split(',');
        if (fields.Length != 7 || written.Length > MaxCharacters)
            Reject("", Shown(written), $"A line has 7 fields and at most {MaxCharacters} characters.", $"每行 7 个字段，最多 {MaxCharacters} 个字符。");
        else if (AreaCode.Check(fields[0]) is { } wrong) Reject("code", fields[0], wrong.Message.En, wrong.Message.Zh);
        else if (fields[1].Length == 0) Reject("name", "", "An area needs a name.", "区划须有名称。");
        else if (!TryValidity(fields[3], fields[4], out var valid))
            Reject("from, until", $"{fields[3]}..{fields[4]}", "Days are YYYY-MM-DD, the first before the second, or empty.",
                "日期格式为 YYYY-MM-DD，起始早于截止，可为空。");
        else if (!TryCodes(fields[5], out var successors))
            Reject("successors", fields[5], "Successors are area codes separated by spaces, of an area that has ended.",
                "后继为以空格分隔的行政区划代码。");
        else Add(new AreaEntry(AreaCode.Parse(fields[0]), fields[1], fields[2], valid, successors, fields[6]));
    }

    private void Add(AreaEntry entry)
    {
        if (!byCode.TryGetValue(entry.Code, out var same)) byCode[entry.Code] = same = [];
        if (same.Find(other => other.Valid.Overlaps(entry.Valid)) is { } other)
        {
            Reject("from, until", entry.Valid.ToString(), $"{entry.Code} already has the name {other.Name} in {other.Valid}.",
                $"{entry.Code} 在 {other.Valid} 已名为{other.Name}，有效期重叠。");
            return;
        }
        same.Add(entry);
        entries.Add(entry);
    }

    private static bool TryValidity(string from, string until, out Validity valid)
    {
        var right = TryDay(from, out var first) & TryDay(until, out var end);
        valid = new Validity(first, end);
        return right && valid.IsPossible;
    }

    private static bool TryDay(string text, out LocalDate? day)
    {
        var parsed = LocalDatePattern.Iso.Parse(text);
        day = parsed.Success ? parsed.Value : null;
        return parsed.Success || text.Length == 0;
    }

    private static bool TryCodes(string text, out ImmutableArray<AreaCode> codes)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var right = Array.TrueForAll(parts, part => AreaCode.Check(part) is null);
        codes = right ? [.. parts.Select(part => AreaCode.Parse(part))] : [];
        return right;
    }

    private void Reject(string field, string found, string en, string zh)
    {
        if (problems.Count < MaxProblems) problems.Add(new AreaTableProblem(line, field, found, new LocalizedText(zh, en)));
    }

    private static string Shown(string written) => written.Length > 60 ? written[..60] + "…" : written;
}
