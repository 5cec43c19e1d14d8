using CityKit.Core;
using CityKit.Import.Files;

namespace CityKit.Import.Resurveys;

/// <summary>
/// Reads a diff line by line and says whether it is whole. Any number of lines may be undecided or edited by hand, but none may be missing.
/// </summary>
internal sealed class DiffReader(Stream diff) : IDisposable
{
    private const int LineBytes = 1 << 20;
    private readonly TextWindow input = new(diff);
    private long lines;

    /// <summary>Why the file cannot be used; null while it can.</summary>
    internal Refusal? Refusal { get; private set; }

    /// <summary>The last line's counts, once it was read.</summary>
    internal DiffCounts? Counts { get; private set; }

    /// <summary>The digest of everything read.</summary>
    internal string Digest() => input.Digest();

    public void Dispose() => input.Dispose();

    internal DiffHead? Head()
    {
        input.PassMark();
        var head = DiffJson.ReadHead(NextText());
        if (head is null) Refuse("the first line does not say of what registry and survey it is", "首行未说明所属部件库与普查");
        return head;
    }

    /// <summary>The next difference; null at the end, or when the file cannot be used.</summary>
    internal DiffLine? Next()
    {
        var text = NextText();
        if (DiffJson.ReadLine(text) is { } line && line.Line == lines + 1)
        {
            lines++;
            return line;
        }
        Counts = DiffJson.ReadCounts(text);
        if (Counts is null) Refuse($"line {lines + 2} cannot be read, or is missing", $"第 {lines + 2} 行无法读取或缺失");
        else if (Counts.Value.Lines != lines)
            Refuse($"the last line counts {Counts.Value.Lines} differences, but there are {lines}",
                $"末行记有 {Counts.Value.Lines} 条差异，实有 {lines} 条");
        return null;
    }

    private ReadOnlyMemory<byte> NextText()
    {
        while (input.Window.IndexOf((byte)'\n') < 0 && input.Window.Length < LineBytes && input.Fill()) { }
        var end = input.Window.IndexOf((byte)'\n') is var at and >= 0 ? at + 1 : input.Window.Length;
        var text = input.Window[..end].ToArray();
        input.Pass(end);
        return text;
    }

    private void Refuse(string en, string zh) =>
        Refusal = input.Damage ?? Core.Refusal.Of("diff", $"The diff cannot be used: {en}.", $"差异文件不可用：{zh}。");
}
