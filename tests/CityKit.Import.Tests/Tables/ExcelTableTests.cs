using System.IO.Compression;
using System.Text;
using CityKit.Import.Tables;
using CityKit.Import.Tests.Support;

namespace CityKit.Import.Tests.Tables;

public sealed class ExcelTableTests : IDisposable
{
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private static readonly TableChoice Any = new(_ => true);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Next_OfASheet_ReadsCellsAsWritten(bool isOld)
    {
        object?[][] rows = [["a", "b", "c"], ["x", 1.5, new DateTime(2026, 3, 1, 12, 0, 0)], [], [null, 370202, "末"]];
        using var table = ExcelTable.Open(folder.Write("s", isOld ? OldExcel.Of(false, rows) : OpenXml.Of(rows)), Any, out _)!;
        List<string> read = [];
        while (table.Next()) read.Add($"{table.Number}: {Text(table, 0)} {Text(table, 1)} {Text(table, 2)}");
        Assert.Equal(["2: x 1.5 2026-03-01 12:00:00", "4:  370202 末"], read);
    }

    [Fact]
    public void Skip_OfRows_PassesOverBlankOnesToo()
    {
        using var table = ExcelTable.Open(folder.Write("s", OpenXml.Of(["a"], ["x"], [], ["y"], ["z"])), Any, out _)!;
        table.Skip(2);
        Assert.True(table.Next());
        Assert.Equal((5, "z"), (table.Number, Text(table, 0)));
    }

    /// <summary>Positions that would make a reader of them allocate or loop without end.</summary>
    [Theory]
    [InlineData("r=\"B2\"", "r=\"ZZZZZZ2\"")]
    [InlineData("<row r=\"2\"", "<row r=\"2147483000\"")]
    [InlineData("</sheetData>", "")]
    [InlineData("<sheetData>", "<!DOCTYPE a [<!ENTITY b \"c\">]><sheetData>")]
    public void Next_OfAHostileSheet_IsRefused(string usual, string hostile)
    {
        using var table = ExcelTable.Open(
            folder.Write("s", With(OpenXml.Of(["a", "b"], ["c", "d"]), usual, hostile)), Any, out var refusal);
        while (table is not null && table.Next()) { }
        Assert.NotNull(refusal ?? table?.Broken);
    }

    /// <summary>A part that says it is short is not unpacked beyond what it says.</summary>
    [Fact]
    public void Open_OfAWorkbookThatLiesAboutItsLength_IsRefused()
    {
        var book = OpenXml.Of([new string(' ', 20_000_000)]);
        using (var zip = new ZipArchive(new MemoryStream(book))) Replace(book, (int)zip.GetEntry(Sheet)!.Length, 1_000);
        Assert.Null(ExcelTable.Open(folder.Write("s", book), Any, out var refusal));
        Assert.Equal("file", refusal!.Code);
    }

    [Fact]
    public void Next_OfADamagedWorkbook_ThrowsNothing()
    {
        var (random, broken) = (new Random(14), 0);
        byte[][] whole = [OpenXml.Of(["a", "b"], ["c", 1.5]), OldExcel.Of(false, ["a", "b"], ["c", 1.5])];
        for (var round = 0; round < 400; round++)
        {
            byte[] bytes = [.. whole[round % 2]];
            for (var i = 0; i < 10; i++) bytes[random.Next(8, bytes.Length)] = (byte)random.Next(256);
            using var table = ExcelTable.Open(folder.Write("s", bytes), Any, out var refusal);
            while (table is not null && table.Next()) _ = table[0].Length;
            if ((refusal ?? table!.Broken) is not null) broken++;
        }
        Assert.True(broken > 50, $"{broken} of 400 were refused");
    }

    private static string Text(ExcelTable table, int column) => Encoding.UTF8.GetString(table[column]);

    private static void Replace(byte[] bytes, int number, int by)
    {
        for (var at = 0; bytes.AsSpan(at).IndexOf(BitConverter.GetBytes(number)) is var next and >= 0; at += next)
            BitConverter.TryWriteBytes(bytes.AsSpan(at + next), by);
    }

    private static byte[] With(byte[] workbook, string usual, string hostile)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            string xml;
            using (var reader = new StreamReader(zip.GetEntry(Sheet)!.Open())) xml = reader.ReadToEnd();
            zip.GetEntry(Sheet)!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(Sheet).Open());
            writer.Write(xml.Replace(usual, hostile, StringComparison.Ordinal));
        }
        return bytes.ToArray();
    }
}
