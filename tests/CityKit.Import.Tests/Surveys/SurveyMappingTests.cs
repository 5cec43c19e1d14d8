using System.Text;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Import.Surveys;
using CityKit.Import.Systems;
using Json.Schema;

namespace CityKit.Import.Tests.Surveys;

/// <summary>Mapping files: what is wrong is told with its place, and the published schema says the same.</summary>
public class SurveyMappingTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(TestData.Text("mapping.schema.json"));

    private const string Whole = """
        {
          "$schema": "mapping.schema.json",
          "version": 1,
          "notice": {"zh": "市政局的表", "en": "The bureau's list"},
          "format": "csv", "encoding": "gb18030", "separator": ";", "headerRow": 3, "sheet": "路灯", "layer": "lamps",
          "system": "EPSG:2364", "axes": "north-east", "scheme": "nyc",
          "transform": {"x": -15.5, "y": 120, "z": 50, "rotationX": 0.1, "rotationY": -0.2, "rotationZ": 0.3, "ppm": 2},
          "within": {"west": 120, "south": 35.5, "east": 121, "north": 37},
          "fields": {
            "YBSM": {"column": "编号"},
            "BJDM": {"column": "kind", "values": {"hydrant": "01043", "lamp": "01037"}, "otherwise": "01037"},
            "GLBJMC": {"column": "kind"},
            "ZGBMMC": {"constant": "市政局"},
            "LON": {"column": "Y"}, "LAT": {"column": "X"}
          },
          "bodies": {"市政局": "11100000000013338W"}
        }
        """;

    [Fact]
    public void Read_EveryMember_IsTaken()
    {
        var mapping = SurveyMapping.Read(Encoding.UTF8.GetBytes(Whole), out var errors);
        Assert.Empty(errors);
        Assert.Equal((SurveyFormat.Csv, "gb18030", ';', 3, "路灯", "lamps", "nyc", AxisOrder.NorthEast),
            (mapping!.Format, mapping.Encoding, mapping.Separator, mapping.HeaderRow, mapping.Sheet, mapping.Layer,
                mapping.Scheme.ToString(), mapping.Axes));
        Assert.Equal("EPSG:2364 shift=-15.5,120,50,0.1,-0.2,0.3,2", mapping.System!.ToString());
        Assert.Equal(new GeoBox(120, 35.5, 121, 37), mapping.Within);
        Assert.Equal(("kind", "01043", "01037"),
            (mapping.Fields[SurveyField.Class].Column, mapping.Fields[SurveyField.Class].Values["hydrant"],
            mapping.Fields[SurveyField.Class].Otherwise));
        Assert.Equal("市政局", mapping.Fields[SurveyField.DepartmentName].Constant);
        Assert.Equal(UnifiedSocialCreditCode.Parse("11100000000013338W"), mapping.Bodies["市政局"]);
    }

    [Theory]
    [InlineData(Whole)]
    [InlineData("""{"version": 1, "format": "geojson", "system": "EPSG:2385", "transform": {"to": "EPSG:4549", "north": 1, "east": -2, "rotation": 3, "ppm": 4}, "fields": {}}""")]
    [InlineData("""{"version": 1, "format": "csv", "fields": {"WKT": {"column": "the_geom"}}}""")]
    public void Write_AMapping_ReadsBackTheSame(string json)
    {
        var first = SurveyMapping.Read(Encoding.UTF8.GetBytes(json), out _)!.Write();
        var second = SurveyMapping.Read(first, out var errors);
        Assert.Empty(errors);
        Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(second!.Write()));
        Assert.True(Accepts(Encoding.UTF8.GetString(first)));
    }

    [Theory]
    [InlineData("\"format\": \"csv\"", "\"format\": \"cvs\"",
        "Line 5, column 13 (format): found 'cvs', expected csv, geojson, geopackage, excel, shapefile. Did you mean 'csv'?")]
    [InlineData("\"GLBJMC\":", "\"GLBJNC\":", "(fields.GLBJNC): found 'GLBJNC'")]
    [InlineData("\"GLBJMC\":", "\"GLBJNC\":", "Did you mean 'GLBJMC'?")]
    [InlineData("\"GLBJMC\":", "\"lon\":", "(fields.lon): found 'lon'")] // one way to write each
    [InlineData("\"version\": 1", "\"version\": 2", "(version): found 2, expected a whole number from 1 to 1")]
    [InlineData("{\"constant\": \"市政局\"}", "{\"constant\": \"市政局\", \"column\": \"x\"}",
        "found both, expected either a column or a constant")]
    [InlineData("{\"constant\": \"市政局\"}", "{}", "found neither, expected either a column or a constant")]
    [InlineData("{\"constant\": \"市政局\"}", "{\"constant\": \"市政局\", \"otherwise\": \"x\"}", "no values and no otherwise beside a constant")]
    [InlineData("{\"constant\": \"市政局\"}", "{\"constant\": \" \"}", "found white space, expected a name or a value")]
    [InlineData("{\"constant\": \"市政局\"}", "{\"colum\": \"x\"}", "Did you mean 'column'?")]
    [InlineData("{\"hydrant\": \"01043\", \"lamp\": \"01037\"}", "{}", "expected 1 to 10000 values")]
    [InlineData("{\"hydrant\": \"01043\", \"lamp\": \"01037\"}", "{\"hydrant\": 1043}", "(fields.BJDM.values.hydrant): found 1043")]
    [InlineData("\"separator\": \";\"", "\"separator\": \"；\"", "expected one ASCII character")]
    [InlineData("\"headerRow\": 3", "\"headerRow\": 0", "expected a whole number from 1 to 1000")]
    [InlineData("\"system\": \"EPSG:2364\",", "", "(transform): found")]
    [InlineData("\"scheme\": \"nyc\"", "\"scheme\": \"NYC\"", "2 to 4 of a-z and 0-9")]
    [InlineData("\"ppm\": 2", "\"ppm\": 2, \"w\": 1", "unknown member 'w'")]
    [InlineData("\"ppm\": 2", "\"to\": \"EPSG:4549\"", "(transform.north): found nothing")]
    [InlineData("\"east\": 121,", "", "(within.east): found nothing")]
    [InlineData("\"version\": 1,", "", "(version): found nothing")]
    [InlineData("\"axes\": \"north-east\"", "\"axes\": \"north\"", "expected east-north, north-east")]
    [InlineData("\"bodies\":", "\"bodie\":", "Did you mean 'bodies'?")]
    public void Read_SomethingWrong_IsToldWithItsPlaceAndInTheSchema(string part, string wrong, string message)
    {
        var json = Whole.Replace(part, wrong, StringComparison.Ordinal);
        Assert.Null(SurveyMapping.Read(Encoding.UTF8.GetBytes(json), out var errors));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
        Assert.False(Accepts(json), "the schema accepts it");
    }

    // What no schema can say: check digits, known encodings and systems, boxes without an inside.
    [Theory]
    [InlineData("11100000000013338W", "11100000000013338X", "(bodies.市政局)")]
    [InlineData("\"encoding\": \"gb18030\"", "\"encoding\": \"martian\"", "(encoding)")]
    [InlineData("\"system\": \"EPSG:2364\"", "\"system\": \"EPSG:2263\"", "EPSG:2263 is not one of the known codes")]
    [InlineData("\"system\": \"EPSG:2364\"", "\"system\": \"gcj02\"", "parameters for gcj02")]
    [InlineData("\"transform\": {\"x\": -15.5, \"y\": 120, \"z\": 50, \"rotationX\": 0.1, \"rotationY\": -0.2, \"rotationZ\": 0.3, \"ppm\": 2},", "", "tens to hundreds of metres")]
    [InlineData("\"east\": 121", "\"east\": 119", "a box without an inside")]
    public void Read_WrongInItself_IsTold(string part, string wrong, string message)
    {
        var json = Whole.Replace(part, wrong, StringComparison.Ordinal);
        Assert.Null(SurveyMapping.Read(Encoding.UTF8.GetBytes(json), out var errors));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whoever adds a format or a field is told here that the schema has not got it.</summary>
    [Fact]
    public void Schema_EachFormatAndField_IsInIt()
    {
        var schema = TestData.Text("mapping.schema.json");
        Assert.All(MappingReader.Formats, format => Assert.Contains($"\"{format.Word}\"", schema, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<SurveyField>(), field => Assert.Matches($"[(|]{SurveyColumns.CodeOf(field)}[|)]", schema));
    }

    internal static bool Accepts(string json) => Schema.Evaluate(System.Text.Json.JsonDocument.Parse(json).RootElement).IsValid;
}
