using System.IO.Compression;
using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Files;

namespace CityKit.Import.Surveys;

/// <summary>Opens the file of a survey, or of a map: unpacks it and recognises what it is, unless that is given.</summary>
internal sealed class SurveyOpening(PackLimits limits, SurveyFormat? told, Encoding? encoding)
{
    private static readonly string[] Extensions = 
    [
        ".csv", ".tsv", ".txt", ".json", ".geojson", ".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".gpkg", ".shp", ".xlsx",
        ".xlsm", ".xls",
    ];

    private static readonly string[] Companions = [".dbf", ".cpg", ".prj"]; // of a .shp file

    /// <summary>What such a file is called where there is none, or more than one.</summary>
    internal LocalizedText What { get; init; } = new("普查文件", "survey");

    /// <summary>What a text is whose beginning cannot be looked at, as of a pipe.</summary>
    internal SurveyFormat OfPipe { get; init; } = SurveyFormat.Csv;

    /// <summary>The file, or null with the reason; it takes care of what was unpacked for it.</summary>
    internal SurveyFile? Open(string path, IDisposable? unpacked, out Refusal? refusal)
    {
        refusal = null;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        var kind = KindOf(file);
        if (TableOf(kind, path) is { } table) return new SurveyFile(table, file, () => null, unpacked);
        if (kind == FileKind.Text) return OfText(file, unpacked, path, out refusal);
        if (unpacked is null) return kind == FileKind.Zip ? OfZip(file, out refusal) : OfGzip(file, out refusal);
        file.Dispose();
        unpacked.Dispose();
        refusal = Wrong("The packed file holds another packed file: unpack it once.", "压缩包内还有压缩包，请先解压一次。");
        return null;
    }

    private SurveyFile? OfText(FileStream file, IDisposable? unpacked, string path, out Refusal? refusal)
    {
        refusal = null;
        var first = told is null && file.CanSeek ? FirstOfFile(file) : default;
        var format = told ?? (file.CanSeek ? FormatOf(first, path) : OfPipe);
        if (told is not null || first != '<') return new SurveyFile(format, new TextInput(file, encoding), FractionOf(file), unpacked);
        file.Dispose();
        unpacked?.Dispose();
        refusal = Wrong("The file is a page of HTML or XML, whatever it is called: open it in a spreadsheet and save it as .xlsx.",
            "文件实际是 HTML 或 XML 网页，请用表格软件打开并另存为 .xlsx。");
        return null;
    }

    private SurveyFile? OfGzip(FileStream file, out Refusal? refusal)
    {
        refusal = null;
        if (KindOfPacked(file.Name) == FileKind.Text)
        {
            var format = told ?? FormatOf(FirstCharacter(GzipFile.Unpack(File.OpenRead(file.Name))), file.Name);
            return new SurveyFile(format, new TextInput(GzipFile.Unpack(file), encoding), FractionOf(file), null);
        }
        using var packed = GzipFile.Unpack(file);
        return LocalFile.Copy(packed, limits.Bytes, out refusal) is { } copy ? Open(copy.Path, copy, out refusal) : null;
    }

    private static FileKind KindOfPacked(string path)
    {
        using var unpacked = GzipFile.Unpack(File.OpenRead(path));
        var first = new byte[16];
        return FileKinds.Of(first.AsSpan(0, ReadFirst(unpacked, first)));
    }

    private SurveyFile? OfZip(FileStream file, out Refusal? refusal)
    {
        file.Dispose();
        var folder = ZipFolder.Unpack(file.Name, limits, name => IsOf(name, Extensions) || IsOf(name, Companions), out refusal);
        if (folder is null) return null;
        var names = folder.Names.FindAll(name => IsOf(name, Extensions));
        if (names.Count == 1) return Open(folder.PathOf(names[0]), folder, out refusal);
        folder.Dispose();
        refusal = names.Count == 0
            ? Wrong($"The zip file holds no {What.En}: a file named {string.Join(", ", Extensions)}.",
                $"zip 文件中没有{What.Zh}（{string.Join("、", Extensions)}）。")
            : Wrong($"The zip file holds {names.Count} {What.En}s: {string.Join(", ", names)}. Pack one alone.",
                $"zip 文件中有 {names.Count} 个{What.Zh}：{string.Join("，", names)}。请单独压缩一个。");
        return null;
    }

    private static SurveyFormat? TableOf(FileKind kind, string path) => kind switch
    {
        FileKind.Sqlite => SurveyFormat.GeoPackage,
        FileKind.Shapefile => SurveyFormat.Shapefile,
        FileKind.Compound => SurveyFormat.Excel,
        FileKind.Zip when IsWorkbook(path) => SurveyFormat.Excel,
        _ => null,
    };

    // What is called .gz is taken for it, so that one damaged in its first bytes is reported as such.
    private static FileKind KindOf(FileStream file)
    {
        var kind = file.CanSeek ? FileKinds.Of(file) : FileKind.Text;
        return kind == FileKind.Text && file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? FileKind.Gzip : kind;
    }

    private static bool IsOf(string name, string[] extensions) =>
        !name.StartsWith("__MACOSX",
            StringComparison.Ordinal) && extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static bool IsWorkbook(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.GetEntry("[Content_Types].xml") is not null && zip.Entries.Any(part => part.FullName.StartsWith("xl/",
                StringComparison.Ordinal));
        }
        catch (InvalidDataException)
        {
            return path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase); // damaged, and reported as what it was
        }
    }

    private static SurveyFormat FormatOf(char first, string path) =>
        first is '{' or '[' || first == default
            && path.Contains("json", StringComparison.OrdinalIgnoreCase) ? SurveyFormat.GeoJson : SurveyFormat.Csv;

    /// <summary>The first character of a text that is no space; the file is at its beginning again.</summary>
    private static char FirstOfFile(FileStream file)
    {
        using var peek = File.OpenRead(file.Name);
        return FirstCharacter(peek);
    }

    private static char FirstCharacter(Stream file)
    {
        using var text = new TextInput(file);
        var first = new byte[4_096];
        var count = ReadFirst(text, first);
        return Encoding.UTF8.GetString(first, 0, count).TrimStart('\uFEFF', '\u001E', ' ', '\t', '\r', '\n').FirstOrDefault();
    }

    private static int ReadFirst(Stream stream, byte[] first)
    {
        try
        {
            return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return 0; // the import reports what is wrong
        }
    }

    private static Func<double?> FractionOf(FileStream file) =>
        () => file.CanSeek && file.Length > 0 ? (double)file.Position / file.Length : null;

    private static Refusal Wrong(string en, string zh) => Refusal.Of("file", en, zh);
}
