using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Feeds;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Tests.Feeds;

public sealed class FeedReaderTests
{
    private const string Header = "register,unit,reading,readAt,receivedAt,source\n";
    private const string Good = "gas-1,m3,12.345,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,nb-iot\n";

    [Fact]
    public void Read_GoodRow_IsTyped()
    {
        var reading = Assert.IsType<FeedReading>(Assert.Single(Read(Header + Good)));
        Assert.Equal(new FeedReading(
            2, SensorName.Parse("gas-1"), new Amount(12.345m, "m3"), Instant.FromUtc(2026, 3, 1, 0, 0), Instant.FromUtc(2026, 3, 2, 1, 0),
            "nb-iot"), reading);
    }

    [Fact]
    public void Read_ColumnsInAnotherOrderWithOthersAndQuotesAndCarriageReturns_IsTheSame()
    {
        const string text = "\ufeffsource,note,register,unit,reading,readAt,receivedAt\r\n\r\n\"nb-iot\",\"a, \"\"b\"\"\",gas-1,m3, 12.345 ,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z\r\n";
        Assert.Equal(Assert.Single(Read(Header + Good)) with { Row = 3 }, Assert.Single(Read(text)));
    }

    [Theory]
    [InlineData("Gas 1,m3,1,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,x", "register")]
    [InlineData("gas-1,cubic metres,1,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,x", "unit")]
    [InlineData("gas-1,m3,-1,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,x", "reading")]
    [InlineData("gas-1,m3,1e9,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,x", "reading")]
    [InlineData("gas-1,m3,NaN,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,x", "reading")]
    [InlineData("gas-1,m3,1,2026-03-01T08:00:00,2026-03-02T01:00:00Z,x", "readAt")]
    [InlineData("gas-1,m3,1,9999-03-01T08:00:00Z,2026-03-02T01:00:00Z,x", "readAt")]
    [InlineData("gas-1,m3,1,2026-03-01T08:00:00+08:00,yesterday,x", "receivedAt")]
    [InlineData("gas-1,m3,1,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,", "source")]
    [InlineData("gas-1,m3,1", "")]
    [InlineData("gas-1,m3,\"1,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,x", "")]
    [InlineData("ga\"s\"-1,m3,1,2026-03-01T08:00:00+08:00,2026-03-02T01:00:00Z,x", "register")]
    public void Read_BadRow_IsRejectedWithItsFieldAndTheGoodOnesStay(string bad, string field)
    {
        var rows = Read(Header + Good + bad + "\n" + Good);
        Assert.Equal([2, 3, 4], rows.Select(r => r.Row));
        Assert.Equal(field, Assert.IsType<FeedReject>(rows[1]).Field);
        Assert.Equal(2, rows.OfType<FeedReading>().Count());
    }

    [Fact]
    public void Read_LongFieldAndLongLine_AreRejectedAndCutShort()
    {
        var field = Good.Replace("nb-iot", new string('x', 257), StringComparison.Ordinal);
        var line = Good.Replace("nb-iot", new string('x', 100_000), StringComparison.Ordinal);
        var rows = Read(Header + field + line + Good);
        Assert.Equal(["source", ""], rows.OfType<FeedReject>().Select(r => r.Field));
        Assert.All(rows.OfType<FeedReject>(), r => Assert.InRange(r.Value.Length, 1, 61));
        Assert.Equal(4, Assert.Single(rows.OfType<FeedReading>()).Row);
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_RejectTheRow()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + Good.TrimEnd('\n')), 0xff, (byte)'\n', .. Encoding.UTF8.GetBytes(Good)];
        var rows = new FeedReader().Read(new MemoryStream(bytes)).ToArray();
        Assert.Equal("source", Assert.IsType<FeedReject>(rows[0]).Field);
        Assert.IsType<FeedReading>(rows[1]);
    }

    /// <summary>
    /// Carriage returns alone end lines too; before, they were dropped, and a file of them had one line (issue 8, number 14).
    /// </summary>
    [Fact]
    public void Read_CarriageReturnsOnly_IsReadLikeLineFeeds()
    {
        var text = Header.Replace("\n", ",note\n", StringComparison.Ordinal) + Good + Good;
        Assert.Equal(Read(text).OfType<FeedReading>(), Read(text.Replace('\n', '\r')).OfType<FeedReading>());
        Assert.Equal(["source"], Read(Header + Good.Replace("nb-iot\n", "\n", StringComparison.Ordinal)).OfType<FeedReject>()
            .Select(r => r.Field));
        var split = Read(Header + Good.Replace("12.345", "12\r.345", StringComparison.Ordinal)); // no number that nobody wrote
        Assert.All(split, row => Assert.IsType<FeedReject>(row));
    }

    [Theory]
    [InlineData("register,unit,reading,reading,readAt,receivedAt,source\n", "reading")]
    [InlineData("register,unit,reading,readAt,source\n", "receivedAt")]
    [InlineData("a\n", "register")]
    public void Read_ColumnMissing_IsOneRejectAndNothingElse(string header, string field) =>
        Assert.Equal((1L, field),
            (Assert.IsType<FeedReject>(Assert.Single(Read(header + Good))).Row, ((FeedReject)Read(header + Good)[0]).Field));

    /// <summary>What a Chinese spreadsheet saves (issue 8, number 15).</summary>
    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    public void Read_AnotherEncoding_IsRecognisedAndMayBeNamed(string name)
    {
        var encoding = TextEncodings.Find(name)!;
        var bytes = encoding.GetBytes(Header + Good.Replace("nb-iot", "人工抄表", StringComparison.Ordinal));
        FeedRow[][] read = [[.. new FeedReader().Read(new MemoryStream(bytes))],
            [.. new FeedReader().Read(new TextInput(new MemoryStream(bytes), encoding))]];
        Assert.All(read, rows => Assert.Equal("人工抄表", Assert.IsType<FeedReading>(Assert.Single(rows)).Source));
    }

    [Fact]
    public void Read_EmptyFile_HasNoRows() => Assert.Empty(Read(""));

    [Fact]
    public void Read_TooManyRows_StopsAndSaysSo()
    {
        var rows = Read(Header + Good + Good + Good, new FeedLimits { Rows = 2 });
        Assert.Equal(2, rows.OfType<FeedReading>().Count());
        Assert.Contains("more than 2 rows", Assert.IsType<FeedReject>(rows[^1]).Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooManyBytes_StopsAndSaysSo()
    {
        var rows = Read(Header + Good + Good, new FeedLimits { Bytes = Header.Length + Good.Length + 10 });
        Assert.Equal([typeof(FeedReading), typeof(FeedReject)], rows.Select(r => r.GetType()));
        Assert.Contains("not read from here on", ((FeedReject)rows[1]).Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FlippedBytes_NeverThrowsAndKeepsTheUntouchedRows()
    {
        const int seed = 3;
        var random = new Random(seed);
        var text = Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat(Good, 20)));
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = text.ToArray();
            bytes[random.Next(Header.Length, bytes.Length)] = (byte)random.Next(256);
            var readings = new FeedReader().Read(new MemoryStream(bytes)).OfType<FeedReading>().Count();
            Assert.True(readings >= 18, $"seed {seed}, round {round}: {readings}"); // one byte spoils its own line, or joins two
        }
    }

    private static FeedRow[] Read(string text, FeedLimits? limits = null) =>
        [.. new FeedReader(limits).Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))];
}
