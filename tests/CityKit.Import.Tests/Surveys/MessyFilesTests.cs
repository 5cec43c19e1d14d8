using System.Text;
using CityKit.Core.Text;
using CityKit.Import.Tests.Support;
using CityKit.Import.Tests.Systems;

namespace CityKit.Import.Tests.Surveys;

/// <summary>What bureaus really send (issue 14): each kind of mess is taken as it is meant, or refused in these words.</summary>
public sealed class MessyFilesTests : IDisposable
{
    private const string Id = "37020201037000001";
    private const string Header = "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,SZDYWGBSM,CSRQ,LON,LAT";
    private const string Row = "37020201037000001,路灯,11100000000013338W,市城市管理局,370202001001001,2026-03-01,120.38,36.06";
    private const string Taken = "1 taken: 37020201037000001 路灯 2026-03-01 120.38 36.06";
    private const string Rounded =
        "\"a spreadsheet took this code for a number and rounded it, its last digits are lost: make the column text and fill it again from its source\",表格把该编码当作数字并取整，末位数字已丢失：请将该列设为文本，从原始资料重新填写";
    private const string Day =
        "\"a day is yyyymmdd, yyyy-mm-dd, 2026/3/1, 2026.3.1, 2026年3月1日 or a spreadsheet's day number, from 1900 to 2199\",日期须为 yyyymmdd、yyyy-mm-dd、2026/3/1、2026.3.1、2026年3月1日或表格日期序号，自 1900 至 2199 年";
    private const string CutWorkbook =
        "file: The workbook is damaged or cut short; what follows was not read. Open it in a spreadsheet and save it as .xlsx again. / 工作簿已损坏或不完整，自此未读取，请用表格软件打开并另存为 .xlsx。";
    private const string Titles =
        "note: 2 title rows above the header were passed over: 市南区部件普查表 / 填表人：张三 / 表头之上的 2 行标题未作为数据：市南区部件普查表 / 填表人：张三";
    private const string Feature =
        """{"type": "Feature", "properties": {"GLBJBSM": "37020201037000001", "GLBJMC": "路灯", "ZGBMDM": "11100000000013338W", "ZGBMMC": "局", "SZDYWGBSM": "370202001001001", "CSRQ": "2026/3/1"}, "geometry": {"type": "Point", "coordinates": [120.38, 36.06]}}""";

    private static readonly string[] Columns = Header.Split(',')[..^2];
    private static readonly (double East, double North) Foot = GaussKruger.Cgcs2000.Of(120.38, 36.06, 120);
    private static readonly double East = 500_000 + Foot.East;
    private static readonly double North = Foot.North;
    private static readonly DateTime March = new(2026, 3, 1);
    private static readonly Dictionary<string, Case> Cases =
        new(Texts().Concat(Workbooks()).Concat(GeoPackages()).Concat(Shapes()).Concat(Features()).Concat(Packages())
        .Select(entry => KeyValuePair.Create(entry.What, entry)));

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Kinds => [.. Cases.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Import_AMessyFile_IsTakenAsMeantOrRefusedInTheseWords(string kind)
    {
        var entry = Cases[kind];
        var options = Outcome.Options with { Layer = entry.Layer, HeaderRow = entry.HeaderRow };
        Assert.Equal(entry.Expected, await Outcome.OfAsync(folder.Write(entry.Name, entry.File()), options));
    }

    private static IEnumerable<Case> Texts() =>
    [
        Csv("day with slashes", Row.Replace("2026-03-01", "2026/3/1"), Taken),
        Csv("day with points", Row.Replace("2026-03-01", "2026.3.1"), Taken),
        Csv("day in Chinese", Row.Replace("2026-03-01", "2026年3月1日"), Taken),
        Csv("day in full-width digits", Row.Replace("2026-03-01", "２０２６／３／１"), Taken),
        Csv("day as a serial number", Row.Replace("2026-03-01", "46082"), Taken),
        Csv("day with a time", Row.Replace("2026-03-01", "2026/3/1 0:00:00"), Taken),
        Csv("day of five digits that is none", Row.Replace("2026-03-01", "20263"), $"2,CSRQ,20263,{Day}"),
        Csv("day in American order", Row.Replace("2026-03-01", "3/1/2026"), $"2,CSRQ,3/1/2026,{Day}"),
        Csv("day that does not exist", Row.Replace("2026-03-01", "2026/2/30"), $"2,CSRQ,2026/2/30,{Day}"),
        Csv("code behind an apostrophe", "'" + Row, Taken),
        Csv("code as a formula", Row.Replace(Id, $"=\"{Id}\""), Taken),
        Csv("code as a quoted formula", Row.Replace(Id, $"\"=\"\"{Id}\"\"\""), Taken),
        Csv("code in full-width digits", Row.Replace(Id, "３７０２０２０１０３７０００００１"), Taken),
        Csv("wide spaces around values", Row.Replace(Id, $"\u3000{Id}\u00A0").Replace("路灯", "\u3000路灯\u3000"), Taken),
        Csv("code with a decimal", Row.Replace("370202001001001", "370202001001001.0"), Taken),
        Csv("code that was rounded", Row.Replace(Id, "3.70202E+16"), $"2,GLBJBSM,3.70202E+16,{Rounded}"),
        Csv("cell with an error", Row.Replace("路灯", "#N/A"), "2,GLBJMC,#N/A,the spreadsheet could not work this cell out,表格公式出错"),
        new("title rows", "s.csv", () => Utf8($"市南区部件普查表,,,,,,,\n填表人：张三,,,,,,,\n{Header}\n{Row}\n"), $"{Taken} | {Titles}"),
        new("title rows in GBK", "s.csv", () => TextEncodings.Gb18030.GetBytes($"市南区部件普查表\n填表人：张三\n{Header}\n{Row}\n"),
            $"{Taken} | {Titles}"),
        new("header row told", "s.csv", () => Utf8($"GLBJBSM,GLBJMC\n{Header}\n{Row}\n"),
            $"{Taken} | note: 1 title rows above the header were passed over: GLBJBSM,GLBJMC / 表头之上的 1 行标题未作为数据：GLBJBSM,GLBJMC")
            { HeaderRow = 2 },
        new("header row told wrongly", "s.csv", () => Utf8($"{Header}\n"),
            "file: The file has no row 7 to name the columns. / 文件没有第 7 行作为表头。") { HeaderRow = 7 },
        new("separator told by the file", "s.csv", () => Utf8($"sep=;\n{Header.Replace(',', ';')}\n{Row.Replace(',', ';')}\n"),
            $"{Taken} | note: 1 title rows above the header were passed over: sep=; / 表头之上的 1 行标题未作为数据：sep=;"),
        new("tabs", "s.tsv", () => Utf8($"{Header}\n{Row}\n".Replace(',', '\t')), Taken),
        new("semicolons", "s.csv", () => Utf8($"{Header}\n{Row}\n".Replace(',', ';')), Taken),
        new("Unicode text of a spreadsheet", "s.txt", () =>
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes($"{Header}\r\n{Row}\r\n".Replace(',', '\t'))], Taken),
        new("tabs called .xls", "s.xls", () => Utf8($"{Header}\n{Row}\n".Replace(',', '\t')), Taken),
        new("HTML called .xls", "s.xls", () => Utf8("<html><table><tr><td>GLBJBSM</td></tr></table></html>"),
            "file: The file is a page of HTML or XML, whatever it is called: open it in a spreadsheet and save it as .xlsx. / 文件实际是 HTML 或 XML 网页，请用表格软件打开并另存为 .xlsx。"),
        new("no header", "s.csv", () => Utf8($"{Row}\n{Row}\n"),
            "file: A survey needs the columns GLBJBSM (or BJDM), LON, LAT; this file has 37020201037000001, 路灯, 11100000000013338W, 市城市管理局, 370202001001001, 2026-03-01, 120.38, 36.06. / 普查文件须有 GLBJBSM（或 BJDM）、LON、LAT 列；本文件的列为 37020201037000001，路灯，11100000000013338W，市城市管理局，370202001001001，2026-03-01，120.38，36.06。"),
        new("nothing", "s.csv", () => [], "file: The first line names the columns; this one cannot be read. / 首行须为列名，本文件首行无法读取。"),
    ];

    private static IEnumerable<Case> Workbooks() =>
    [
        new("xlsx with a date cell", "s.xlsx", () => OpenXml.Of(Header.Split(','), Cells(March)), Taken),
        new("xlsx with a serial number", "s.xlsx", () => OpenXml.Of(Header.Split(','), Cells(46_082)), Taken),
        new("xlsx with a day as text", "s.xlsx", () => OpenXml.Of(Header.Split(','), Cells("2026.3.1")), Taken),
        new("xlsx of 1904 with a date cell", "s.xlsx", () => OpenXml.Of(true, [("a", [Header.Split(','), Cells(March)])]), Taken),
        new("xlsx of 1904 with a serial number", "s.xlsx", () => OpenXml.Of(true, [("a", [Header.Split(','), Cells(46_082 - 1_462)])]),
            Taken),
        new("xlsx called .csv", "s.csv", () => OpenXml.Of(Header.Split(','), Cells(March)), Taken),
        new("xlsx with merged titles and a blank row", "s.xlsx", () =>
            OpenXml.Of(false, [("a", [["市南区部件普查表"], ["填表人：张三"], [], Header.Split(','), [], Cells(March)])], "A1:H1"),
            $"{Taken} | {Titles}"),
        new("xlsx with the code as a number", "s.xlsx", () =>
            OpenXml.Of(Header.Split(','), [37_020_201_037_000_000.0, .. Cells(March)[1..]]), $"2,GLBJBSM,3.7020201037E+16,{Rounded}"),
        new("xlsx with an error", "s.xlsx", () => OpenXml.Of(Header.Split(','), [Id, new OpenXml.CellError("#N/A"), .. Cells(March)[2..]]),
            "2,GLBJMC,,The text is empty.,内容为空。"),
        new("xlsx with a cover sheet", "s.xlsx", () => OpenXml.Of(false, [("封面", [["市南区"]]), ("部件", [Header.Split(','), Cells(March)])]),
            $"{Taken} | note: The sheet '部件' of 2 is read. / 读取工作表“部件”（共 2 个）。"),
        new("xlsx without the sheet", "s.xlsx", () => OpenXml.Of(Header.Split(','), Cells(March)),
            "file: The workbook has no sheet '井盖'; it has 普查. / 工作簿没有工作表“井盖”，现有：普查。") { Layer = "井盖" },
        new("xlsx without a header", "s.xlsx", () => OpenXml.Of(["甲", "乙"], ["1", "2"]),
            "file: No row of the first 20 names the columns of a survey, such as GLBJBSM (or BJDM), LON, LAT; the first has 甲, 乙. / 前 20 行中没有普查列名（如 GLBJBSM 或 BJDM、LON、LAT）；首行为 甲，乙。"),
        new("xlsx cut short", "s.xlsx", () => OpenXml.Of(Header.Split(','), Cells(March))[..^200], CutWorkbook),
        new("xlsx that unpacks to too much", "s.xlsx", () => OpenXml.Of([new string(' ', 30_000_000)]),
            "limit: 'xl/worksheets/sheet1.xml' unpacks to more than 250 times its size, as no data file does: it is not unpacked. / “xl/worksheets/sheet1.xml”解压后超过原大小的 250 倍，不是正常的数据文件，未解压。"),
        new("xls", "s.xls", () => OldExcel.Of(false, Header.Split(','), Cells(March)), Taken),
        new("xls of 1904", "s.xls", () => OldExcel.Of(true, Header.Split(','), Cells(March)), Taken),
        new("xls with titles", "s.xls", () => OldExcel.Of(false, ["市南区部件普查表"], ["填表人：张三"], Header.Split(','), Cells("2026/3/1")),
            $"{Taken} | {Titles}"),
        new("xls cut short", "s.xls", () => OldExcel.Of(false, Header.Split(','), Cells(March))[..2_000], CutWorkbook),
    ];

    private static IEnumerable<Case> GeoPackages() =>
    [
        Points("geopackage", Geopackages.Point(120.38, 36.06), Taken),
        Points("geopackage, other byte order", Geopackages.Point(120.38, 36.06, isLittle: false), Taken),
        Points("geopackage with heights and envelopes", Geopackages.Point(120.38, 36.06, type: 1_001, envelope: 2), Taken),
        Points("geopackage with multi-points of one", Geopackages.MultiPoint((120.38, 36.06)), Taken),
        Points("geopackage with two points in a shape", Geopackages.MultiPoint((120.38, 36.06), (120.39, 36.06)),
            "1,LON,MultiPoint,the geometry of a component is a Point,部件的几何类型须为 Point"),
        Points("geopackage with a damaged shape", [.. "GP"u8, 0, 1, 0, 0, 0, 0, 1, 99],
            "1,LON,,the geometry is damaged and cannot be read,几何数据有误，无法读取"),
        Points("geopackage with an empty shape", null, "1,LON,,degrees as a decimal number,须为以度为单位的十进制数"),
        new("geopackage with the code as a number", "s.gpkg", () =>
            Geopackages.Of("lamps", Columns, [[37_020_201_037_000_001.0, .. Values[1..], Geopackages.Point(120.38, 36.06)]]),
            $"1,GLBJBSM,37020201037000000.0,{Rounded}"),
        new("geopackage without shapes", "s.gpkg", () =>
            Geopackages.Of(database => Geopackages.AddLayer(database, "lamps", Header.Split(','), [[.. Values, 120.38, 36.06]], null)),
            Taken),
        new("geopackage of two layers", "s.gpkg", TwoLayers,
            "file: The GeoPackage has 2 layers: covers, lamps. Choose one (--layer, of a map --map-layer). / GeoPackage 有 2 个图层：covers, lamps。请以 --layer（地图为 --map-layer）选择。"),
        new("geopackage of two layers, one told", "s.gpkg", TwoLayers, Taken) { Layer = "lamps" },
        new("geopackage without the layer", "s.gpkg", TwoLayers,
            "file: The GeoPackage has no layer 'trees'; it has covers, lamps. / GeoPackage 中没有图层“trees”，现有：covers, lamps。") { Layer =
            "trees" },
        new("geopackage with a view", "s.gpkg", () => Geopackages.Of(AddView),
            "file: The layer 'v' is a view or has no rows of its own: export it as a layer. / 图层“v”是视图，请导出为图层。"),
        new("geopackage that is none", "s.gpkg", () => Geopackages.Of(database => Geopackages.Run(database, "DROP TABLE gpkg_contents")),
            "file: The file is an SQLite database, but no GeoPackage: it has no layers. / 文件是 SQLite 数据库，但不是 GeoPackage：没有图层。"),
        new("geopackage cut short", "s.gpkg", () => TwoLayers()[..6_000],
            "file: The GeoPackage is damaged or cut short; what follows was not read. Copy or export it again. (SQLite Error 11: 'database disk image is malformed'.) / GeoPackage 已损坏或不完整，自此未读取，请重新复制或导出。（SQLite Error 11: 'database disk image is malformed'.）"),
    ];

    private static IEnumerable<Case> Shapes() =>
    [
        Shape("shapefile", Lamps(Shapefiles.Point(120.38, 36.06)), Taken),
        Shape("shapefile in GBK by its .cpg",
            Shapefiles.Of(Columns, [(Values, Shapefiles.Point(120.38, 36.06))], null, TextEncodings.Gb18030), Taken),
        Shape("shapefile in GBK that does not say so",
            Without(Shapefiles.Of(Columns, [(Values, Shapefiles.Point(120.38, 36.06))], null, TextEncodings.Gb18030), ".cpg"), Taken),
        Shape("shapefile in Gauss-Kruger", Lamps(Shapefiles.Point(East, North), Shapefiles.GaussKruger120), Taken),
        Shape("shapefile with north first and a zone's number",
            Lamps(Shapefiles.Point(North, 40_000_000 + East), Shapefiles.GaussKruger120), Taken),
        Shape("shapefile of another city", Lamps(Shapefiles.Point(-74, 40.7), Shapefiles.Cgcs2000),
            "place: Read in GCS_China_Geodetic_Coordinate_System_2000, most of the first 1 positions (they are in -74..-74, 40.7..40.7), such as -74, 40.7, are not in Shandong (114.6..123, 34.2..38.6). It is another city's file, or another system; if it is right all the same, have the check passed over (--anywhere). Nothing was taken in. / 按 GCS_China_Geodetic_Coordinate_System_2000 读取，前 1 个位置（位于 -74..-74, 40.7..40.7）大多不在山东（114.6..123, 34.2..38.6）之内，例如 -74, 40.7。可能是另一城市的文件，或坐标系有误；若确实无误，可指定跳过此检查。未导入任何记录。"),
        Shape("shapefile of multipoints", Lamps(new NetTopologySuite.Geometries.MultiPoint([new(120.38, 36.06), new(120.39, 36.06)])),
            "1,LON,,The shape is a multipoint; give each point a row of its own.,形状是多点；请拆成单点。"),
        Shape("shapefile of lines", Lamps(new NetTopologySuite.Geometries.LineString([new(120.38, 36.06), new(120.39, 36.06)])),
            "1,LON,,The shape is a line; points and polygons are taken.,形状是线；只接受点与面。"),
        Shape("shapefile without values", Without(Lamps(Shapefiles.Point(120.38, 36.06)), ".dbf"),
            "dbf-missing: The .dbf file with the values is missing; it must be beside the .shp file, with the same name. / 缺少存放属性的 .dbf 文件；它须与 .shp 文件同名并放在一起。"),
        Shape("shapefile whose .cpg names nothing known", With(Lamps(Shapefiles.Point(120.38, 36.06)), ".cpg", "klingon"),
            "encoding: The .cpg file names the encoding 'klingon', which is not known; name the right one, such as gb18030. / .cpg 文件指定的编码“klingon”未知；请指定正确的编码，如 gb18030。"),
        new("shapefile packed alone", "s.shp.gz", () => Packed.Gzip(Lamps(Shapefiles.Point(120.38, 36.06))[".shp"]),
            "dbf-missing: The .dbf file with the values is missing; it must be beside the .shp file, with the same name. / 缺少存放属性的 .dbf 文件；它须与 .shp 文件同名并放在一起。"),
        new("two shapefiles", "s.zip", () => Packed.Zip([("a.shp", [1]), ("a.dbf", [2]), ("b.shp", [3]), ("b.dbf", [4])]),
            "file: The zip file holds 2 surveys: a.shp, b.shp. Pack one alone. / zip 文件中有 2 个普查文件：a.shp，b.shp。请单独压缩一个。"),
    ];

    private static IEnumerable<Case> Features() =>
    [
        new("one feature", "s.json", () => Utf8(Feature.Replace(", ", ",\n")), Taken),
        new("features on lines", "s.geojsonl", () =>
            Utf8($"{Feature}\n{{\"type\": \"Feature\", oh}}\n{Feature.Replace(Id, "37020201037000002")}\n"),
            "2 taken: 37020201037000001 路灯 2026-03-01 120.38 36.06 | 1,,\"{\"\"type\"\": \"\"Feature\"\", oh}\",the feature is broken JSON,该要素的 JSON 有误"),
        new("features behind record separators", "s.geojsons", () =>
            Utf8($"\u001E{Feature.Replace(", ", ",\n")}\n\u001E{Feature.Replace(Id, "37020201037000002")}\n"),
            Taken.Replace("1 taken", "2 taken")),
        new("a collection that names its system", "s.geojson", () =>
            Utf8($$$"""{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}, "features": [{{{Feature}}}]}"""), Taken),
        new("a last line cut short", "s.ndjson", () => Utf8($"{Feature}\n{Feature[..^20]}"),
            $"{Taken} | file: Feature 1 is longer than twice the limit, or cut short; it and what follows was not read. / 第 1 个要素过长或不完整，自此未读取。"),
        new("an array", "s.json", () => Utf8("[1, 2]"),
            "file: The file has no GeoJSON features: it is neither a FeatureCollection with an array 'features' nor begins with a Feature. / 文件没有 GeoJSON 要素：既不是含“features”数组的 FeatureCollection，也不以 Feature 开头。"),
    ];

    private static IEnumerable<Case> Packages() =>
    [
        new("zip", "s.zip", () => Packed.Zip(("普查/部件.csv", Utf8($"{Header}\n{Row}\n")), ("说明.doc", [1]), ("__MACOSX/部件.csv", [2])), Taken),
        new("zip of a workbook", "s.zip", () => Packed.Zip(("s.xlsx", OpenXml.Of(Header.Split(','), Cells(March)))), Taken),
        new("zip of a geopackage called otherwise", "s.bin", () => Packed.Zip(("s.gpkg", TwoLayers())), Taken) { Layer = "lamps" },
        new("gz of a geopackage", "s.gpkg.gz", () => Packed.Gzip(TwoLayers()), Taken) { Layer = "lamps" },
        new("gz of a table not called so", "s", () => Packed.Gzip(Utf8($"{Header}\n{Row}\n")), Taken),
        new("zip of two surveys", "s.zip", () => Packed.Zip(("路灯.csv", [1]), ("井盖.csv", [2])),
            "file: The zip file holds 2 surveys: 路灯.csv, 井盖.csv. Pack one alone. / zip 文件中有 2 个普查文件：路灯.csv，井盖.csv。请单独压缩一个。"),
        new("zip of no survey", "s.zip", () => Packed.Zip(("说明.doc", [1])),
            "file: The zip file holds no survey: a file named .csv, .tsv, .txt, .json, .geojson, .geojsonl, .geojsons, .ndjson, .jsonl, .gpkg, .shp, .xlsx, .xlsm, .xls. / zip 文件中没有普查文件（.csv、.tsv、.txt、.json、.geojson、.geojsonl、.geojsons、.ndjson、.jsonl、.gpkg、.shp、.xlsx、.xlsm、.xls）。"),
        new("zip in a zip", "s.zip", () => Packed.Zip(("s.csv", Packed.Zip(("s.csv", [1])))),
            "file: The packed file holds another packed file: unpack it once. / 压缩包内还有压缩包，请先解压一次。"),
        new("zip that leads elsewhere", "s.zip", () => Packed.Zip(("../../s.csv", [1])),
            "file: '../../s.csv' would be outside of the zip file: it is not unpacked. / “../../s.csv”指向压缩包之外，未解压。"),
        new("zip that unpacks to too much", "s.zip", () => Packed.Zip(("s.csv", new byte[40 << 20])),
            "limit: 's.csv' unpacks to more than 250 times its size, as no data file does: it is not unpacked. / “s.csv”解压后超过原大小的 250 倍，不是正常的数据文件，未解压。"),
        new("zip cut short", "s.zip", () => Packed.Zip(("s.csv", Utf8($"{Header}\n{Row}\n")))[..^30],
            "file: The zip file is damaged or cut short: copy or pack it again. / zip 文件已损坏或不完整，请重新复制或压缩。"),
    ];

    private static object?[] Values => [Id, "路灯", "11100000000013338W", "市城市管理局", "370202001001001", "2026-03-01T00:00:00Z"];

    private static object?[] Cells(object day) => [Id, "路灯", "11100000000013338W", "市城市管理局", 370_202_001_001_001, day, 120.38, 36.06];

    private static Case Csv(string what, string row, string expected) => new(what, "s.csv", () => Utf8($"{Header}\n{row}\n"), expected);

    private static Case Points(string what, byte[]? shape, string expected) =>
        new(what, "s.gpkg", () => Geopackages.Of("lamps", Columns, [[.. Values, shape]]), expected);

    private static byte[] TwoLayers() => Geopackages.Of(database =>
    {
        Geopackages.AddLayer(database, "lamps", Columns, [[.. Values, Geopackages.Point(120.38, 36.06)]], 4490);
        Geopackages.AddLayer(database, "covers", Columns, [], 4490);
    });

    private static void AddView(Microsoft.Data.Sqlite.SqliteConnection database)
    {
        Geopackages.Run(database,
            "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS GLBJBSM FROM n");
        Geopackages.Run(database, "INSERT INTO gpkg_contents VALUES('v', 'features', 'v', 4490)");
    }

    private static Case Shape(string what, Dictionary<string, byte[]> files, string expected) =>
        new(what, "s.zip", () => Shapefiles.Zip(files), expected);

    private static Dictionary<string, byte[]> Lamps(NetTopologySuite.Geometries.Geometry shape, string? system = null) =>
        Shapefiles.Of(Columns, [(Values, shape)], system);

    private static Dictionary<string, byte[]> Without(Dictionary<string, byte[]> files, string end) =>
        new(files.Where(file => file.Key != end));

    private static Dictionary<string, byte[]> With(Dictionary<string, byte[]> files, string end, string text) => new(files)
        { [end] = Utf8(text) };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A file, and what becomes of it.</summary>
    private sealed record Case(string What, string Name, Func<byte[]> File, string Expected)
    {
        internal string? Layer { get; init; }

        internal int? HeaderRow { get; init; }
    }
}
