using System.Text;
using CityKit.Sensors.Feeds;

namespace CityKit.Sensors.Tests.Feeds;

/// <summary>
/// How a line is cut into fields; every row is what CsvHelper 34 makes of the line (blanks trimmed, no line breaks within quotes).
/// </summary>
public sealed class FeedLineTests
{
    private const string Header = "register,unit,reading,readAt,receivedAt,source";
    private const string Times = "2026-03-01T08:00:00Z,2026-03-02T01:00:00Z";

    [Theory]
    [InlineData("a", "a")]
    [InlineData("\"a\"", "a")]
    [InlineData("\"a,x\"", "a,x")]
    [InlineData("\"a\"\"q\"", "a\"q")]
    [InlineData(" a ", "a")]
    [InlineData("\t\" a \" ", " a ")]
    [InlineData("ab\"c\"d", "ab\"c\"d")]
    [InlineData("\"ab\"c", "abc")]
    [InlineData("\"a\" \"b\"", "a \"b\"")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("a\"\"b", "a\"\"b")]
    [InlineData("a\u3000", "a\u3000")]
    public void Read_LastField_IsCutAsInRfc4180(string written, string read) =>
        Assert.Equal(read, Assert.IsType<FeedReading>(Assert.Single(Read($"{Header}\nr,m3,1,{Times},{written}"))).Source);

    [Theory] // a field that is empty, in the middle and at the end, and a quote that is not closed where it should be
    [InlineData("r,,1," + Times + ",x", "unit")]
    [InlineData("r,m3,1," + Times + ",", "source")]
    [InlineData("r,m3,1," + Times, "")]
    [InlineData("r,m3,\"1," + Times + ",x\"", "")]
    [InlineData("r\",\"m3,1," + Times + ",x", "")]
    public void Read_FieldMissing_IsRejectedByItsName(string line, string field) =>
        Assert.Equal(field, Assert.IsType<FeedReject>(Assert.Single(Read($"{Header}\n{line}"))).Field);

    private static FeedRow[] Read(string text) => [.. new FeedReader().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))];
}
