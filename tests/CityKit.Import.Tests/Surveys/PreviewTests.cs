using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Previews;
using CityKit.Import.Surveys;
using CityKit.Import.Systems;
using CityKit.Import.Tests.Systems;
using NodaTime;

namespace CityKit.Import.Tests.Surveys;

/// <summary>What a preview recognises of files as they come, Chinese, by initials and English.</summary>
public class PreviewTests
{
    private static readonly SurveyOptions Options = new() { Name = "s", On = new LocalDate(2026, 7, 1) };

    [Theory]
    [InlineData("id,type,name,lon,lat", "YBSM BJDM GLBJMC LON LAT")]
    [InlineData("OBJECTID,FACILITYID,kind,LONGITUDE,LATITUDE", "- YBSM BJDM LON LAT")] // the owner's number, not the database's
    [InlineData("编号,类别,名称,经度,纬度", "YBSM BJDM GLBJMC LON LAT")]
    [InlineData("序号,标识码,部件名称,经度(°),纬度(°),备注", "- GLBJBSM GLBJMC LON LAT BZ")]
    [InlineData("bh,lx,mc,jd,wd,zgbm,qsdw,yhdw,zt", "YBSM BJDM GLBJMC LON LAT ZGBMMC QSDWMC YHDWMC GLBJZT")]
    [InlineData("GLBJBSM,GLBJMC,ZGBMDM,SZDYWGBSM,LON,LAT", "GLBJBSM GLBJMC ZGBMDM SZDYWGBSM LON LAT")]
    [InlineData("管理部件标识码,主管部门名称,所在单元网格标识码,X坐标,Y坐标", "GLBJBSM ZGBMMC SZDYWGBSM LON LAT")]
    [InlineData("no,x_coord,y_coord,the_geom", "YBSM LON LAT -")]
    [InlineData("no,the_geom,Agency,Owned By", "YBSM WKT ZGBMMC QSDWMC")]
    public void Read_NamesOfColumns_AreRecognised(string header, string fields)
    {
        var preview = Read($"{header}\n{string.Join(',', header.Split(',').Select(_ => "1"))}\n");
        var codes = header.Split(',')
            .Select(name => preview.Mapping.Fields.FirstOrDefault(field => field.Value?.Column == name) is { Value: not null } found
            ? SurveyColumns.CodeOf(found.Key) : "-");
        Assert.Equal(fields, string.Join(' ', codes));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Read_Separator_IsRecognised(char separator)
    {
        var preview = Read($"编号{separator}备注{separator}经度{separator}纬度\n1{separator}\"甲, 乙; 丙\"{separator}120.38{separator}36.06\n");
        Assert.Equal((separator == ',' ? null : separator, 4), (preview.Mapping.Separator, preview.Columns.Length));
        Assert.Equal("甲, 乙; 丙", preview.Rows[0].Fields.First(field => field.Key == "BZ").Value);
    }

    [Theory]
    [InlineData("gb18030", "gb18030")]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-16", "utf-16")]
    public void Read_Encoding_IsRecognised(string encoding, string shown)
    {
        var bytes = TextEncodings.Find(encoding)!.GetBytes("编号,名称,经度,纬度\n1,路灯,120.38,36.06\n");
        Assert.Equal(shown, SurveyPreview.Read(() => File(bytes), Options).Encoding);
    }

    [Fact]
    public void Read_OwnWords_AreListedForTheirCodes()
    {
        var preview = Read("编号,类型,状态,经度,纬度\n1,消火栓,正常,120.38,36.06\n2,路灯,完好,120.38,36.06\n3,消火栓,,120.38,36.06\n");
        var (kinds, states) = (preview.Mapping.Fields[SurveyField.Class].Values, preview.Mapping.Fields[SurveyField.State].Values);
        Assert.Equal([("消火栓", "?"), ("路灯", "?")], kinds.Select(kind => (kind.Key, kind.Value)));
        Assert.Equal([("完好", "完好"), ("正常", "?")], states.Select(state => (state.Key, state.Value)));
        Assert.Equal((3, 0, 3), (preview.Count, preview.Accepted, preview.Rejects.Length));
        Assert.Contains("write the value in place of '?'", preview.Rejects[0].Reason.En, StringComparison.Ordinal);
        Assert.NotNull(SurveyMapping.Read(preview.Mapping.Write(), out _)); // a file to edit
    }

    [Fact]
    public void Read_GeoJson_IsRecognisedWithItsProperties()
    {
        var preview = Read("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a","mc":"路灯"},"geometry":{"type":"Point","coordinates":[120.38,36.06]}}]}""");
        Assert.Equal((SurveyFormat.GeoJson, "id", "mc"),
            (preview.Mapping.Format, preview.Mapping.Fields[SurveyField.ExternalId].Column,
            preview.Mapping.Fields[SurveyField.Name].Column));
        Assert.Equal(1, preview.Count);
    }

    [Theory]
    [InlineData(40_500_000, "EPSG:4528", 40)]
    [InlineData(500_000, "EPSG:4549", 0)] // by the box that was given
    public void Read_ChineseSurveyNumbers_GuessesTheSystem(double falseEasting, string system, int prefix)
    {
        var (east, north) = GaussKruger.Cgcs2000.Of(120.38, 36.06, 120);
        var text = string.Create(CultureInfo.InvariantCulture, $"编号,X,Y\n1,{north:F3},{east + falseEasting:F3}\n");
        var preview = SurveyPreview.Read(() => File(text), Options with { Within = new GeoBox(120, 35.5, 121, 37) });
        Assert.Equal((system, new CoordinateReading(AxisOrder.NorthEast, prefix), null),
            (preview.Mapping.System?.ToString(), preview.Verdict!.Reading, preview.Verdict.Refusal));
    }

    [Fact]
    public void Read_LatitudeFirst_GuessesTheOrder()
    {
        var preview = Read("编号,x,y\n1,43.8,87.6\n");
        Assert.Equal((AxisOrder.NorthEast, null), (preview.Mapping.Axes, preview.Verdict!.Refusal));
    }

    [Fact]
    public void Read_AMapping_ShowsRowsAsTheyWouldBeTaken()
    {
        var mapping = SurveyMapping.Read("""
            {"version": 1, "format": "csv", "fields": {"YBSM": {"column": "id"}, "BJDM": {"constant": "01043"}, "GLBJMC": {"constant": "消火栓"},
              "ZGBMDM": {"constant": "11100000000013338W"}, "ZGBMMC": {"constant": "局"}, "QSDWDM": {"constant": "11100000000013338W"}, "QSDWMC": {"constant": "局"}, "YHDWMC": {"constant": "队"}, "SJLY": {"constant": "实测"},
              "SZDYWGBSM": {"constant": "370202001001001"}, "SZJDDM": {"constant": "370202001"}, "SZJDMC": {"constant": "街道"}, "SZSQDM": {"constant": "370202001001"}, "SZSQMC": {"constant": "社区"},
              "LON": {"column": "x"}, "LAT": {"column": "y"}}}
            """u8, out var errors);
        Assert.Empty(errors);
        var text = new StringBuilder("id,x,y\n");
        for (var i = 1; i <= 30; i++) text.Append(CultureInfo.InvariantCulture, $"{i},{(i % 3 == 0 ? "?" : "120.38")},36.0{i % 9}\n");
        var preview = SurveyPreview.Read(() => File(text.ToString()), Options, mapping);
        Assert.Equal((30, 20, 10, 5, 3), (preview.Count, preview.Accepted, preview.Rejected, preview.Rows.Length, preview.Rejects.Length));
        Assert.Equal([2L, 3, 4, 5, 6], preview.Rows.Select(row => row.Number));
        Assert.Equal((GeoPoint.FromDegrees(120.38, 36.01), null), (preview.Rows[0].Place, preview.Rows[0].Reject));
        Assert.Equal("LON", preview.Rows[2].Reject?.Field);
        Assert.Equal(new GeoBox(120.38, 36.01, 120.38, 36.08), preview.Box);
    }

    [Fact]
    public void Read_ManyRejectsOfOneValue_LeaveRoomForOthers()
    {
        var rows = string.Concat(Enumerable.Range(1, 40).Select(i => i < 40 ? $"{i},0,0\n" : "40,far,36.06\n"));
        var mapping = SurveyMapping.Read("""
            {"version": 1, "format": "csv", "scheme": "van", "fields": {"YBSM": {"column": "id"}, "BJDM": {"constant": "04002"}, "ZGBMMC": {"constant": "Parks"}, "LON": {"column": "x"}, "LAT": {"column": "y"}}}
            """u8, out _);
        var preview = SurveyPreview.Read(() => File($"id,x,y\n{rows}"), Options, mapping);
        Assert.Equal(40, preview.Rejected);
        Assert.Equal(["0", "0", "0", "far"], preview.Rejects.Select(reject => reject.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("just some prose, nothing else\n")]
    [InlineData("{\"type\":\"FeatureCollection\"}")]
    public void Read_NoSurvey_SaysWhy(string text)
    {
        var preview = Read(text);
        Assert.Equal((0, "file"), (preview.Count, preview.Refusal?.Code));
    }

    private static SurveyPreview Read(string text) => SurveyPreview.Read(() => File(text), Options);

    private static SurveyFile File(string text) => File(Encoding.UTF8.GetBytes(text));

    private static SurveyFile File(byte[] bytes) => new(SurveyFormat.Csv, TextInput.Of(new MemoryStream(bytes)), () => null, null);
}
