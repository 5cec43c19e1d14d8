using System.IO.Compression;
using System.Xml;
using CityKit.Core;
using CityKit.Import.Files;
using ExcelDataReader.Exceptions;

namespace CityKit.Import.Tables;

/// <summary>Looks at the parts of a workbook before it is unpacked.</summary>
internal static class ExcelParts
{
    /// <summary>Why an <c>.xlsx</c> must not be unpacked, or null; and whether its days count from 1904. Other files pass.</summary>
    internal static Refusal? Check(string path, PackLimits limits, out bool is1904)
    {
        is1904 = false;
        using var file = File.OpenRead(path);
        if (FileKinds.Of(file) != FileKind.Zip) return null;
        using var parts = new ZipArchive(file, ZipArchiveMode.Read);
        if (ZipParts.Check(parts, limits) is { } tooMuch) return tooMuch;
        is1904 = parts.GetEntry("xl/workbook.xml") is { } book && Is1904(book);
        return null;
    }

    /// <summary>What is said of a workbook that cannot be read.</summary>
    internal static Refusal Damaged(Exception damage) => damage is InvalidPasswordException
        ? Refusal.Of("file", "The workbook has a password: save it without one.", "工作簿设有密码，请取消密码后另存。")
        : Refusal.Of("file",
            "The workbook is damaged or cut short; what follows was not read. Open it in a spreadsheet and save it as .xlsx again.",
            "工作簿已损坏或不完整，自此未读取，请用表格软件打开并另存为 .xlsx。");

    private static bool Is1904(ZipArchiveEntry book)
    {
        using var xml = XmlReader.Create(book.Open());
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" }) return xml.GetAttribute("date1904") is "1" or "true";
        return false;
    }
}
