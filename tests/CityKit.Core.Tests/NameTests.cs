namespace CityKit.Core.Tests;

/// <summary>Names and ids that travel: DeviceId, SensorName, OutboxId, BootId.</summary>
public class NameTests
{
    public static TheoryData<string> GoodNames() => ["a", "0", "pi-001", "fall.east_2", "a..b", new string('z', 64)];

    public static TheoryData<string> BadNames() =>
        ["", " ", "-a", ".", "..", "_a", "A", "pi 1", "pi/1", "楼", "a\n", "a\0", new string('z', 65)];

    [Theory, MemberData(nameof(GoodNames))]
    public void Parse_AGoodName_PrintsBackTheSame(string text)
    {
        Assert.Equal(text, DeviceId.Parse(text).ToString());
        Assert.Equal(text, SensorName.Parse(text).ToString());
    }

    [Theory, MemberData(nameof(BadNames))]
    public void Parse_ABadName_SaysTheRule(string text)
    {
        Assert.False(DeviceId.TryParse(text, null, out var device));
        Assert.Equal(default, device);
        Assert.False(SensorName.TryParse(text, null, out _));
        Assert.Contains("1 to 64", Assert.Throws<FormatException>(() => DeviceId.Parse(text)).Message, StringComparison.Ordinal);
        Assert.Contains("sensor name", Assert.Throws<FormatException>(() => SensorName.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Null_IsFalse()
    {
        Assert.False(DeviceId.TryParse(null, null, out _));
        Assert.False(SensorName.TryParse(null, null, out _));
        Assert.False(OutboxId.TryParse(null, null, out _));
        Assert.False(BootId.TryParse(null, null, out _));
    }

    [Fact]
    public void Default_OfAName_IsEmptyAndEqualsNoOther()
    {
        Assert.Equal("", default(DeviceId).Value);
        Assert.Equal("", default(SensorName).Value);
        Assert.NotEqual(default, SensorName.Device);
    }

    [Fact]
    public void CompareTo_Names_IsOrdinal()
    {
        string[] sorted = ["a", "a-b", "a.b", "a0", "a_b", "ab", "b"];
        Assert.Equal(sorted, sorted.Reverse().Select(s => DeviceId.Parse(s)).Order().Select(d => d.Value));
        Assert.Equal(sorted, sorted.Reverse().Select(s => SensorName.Parse(s)).Order().Select(d => d.Value));
    }

    [Fact]
    public void HexIds_ParseAndPrint_RoundTrip()
    {
        const string Text = "000102030405060708090a0b0c0d0eff";
        Assert.Equal(Text, OutboxId.Parse(Text).ToString());
        Assert.Equal(Text, BootId.Parse(Text).ToString());
        Assert.Equal(OutboxId.Parse(Text), OutboxId.Parse(Text.ToUpperInvariant()));
        Assert.Equal(new string('0', 32), default(OutboxId).ToString());
    }

    [Fact]
    public void HexIds_AsBytes_AreMostSignificantFirst()
    {
        byte[] bytes = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        var written = new byte[16];
        OutboxId.FromBytes(bytes).WriteTo(written);
        Assert.Equal(bytes, written);
        BootId.FromBytes(bytes).WriteTo(written);
        Assert.Equal(bytes, written);
        Assert.Equal("0102030405060708090a0b0c0d0e0f10", BootId.FromBytes(bytes).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => OutboxId.FromBytes(bytes.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => BootId.FromBytes(bytes).WriteTo(new byte[15]));
    }

    [Theory]
    [InlineData(""), InlineData("0102"), InlineData("0x0102030405060708090a0b0c0d0e0f"), InlineData(" 102030405060708090a0b0c0d0e0f10"),
        InlineData("g102030405060708090a0b0c0d0e0f10"), InlineData("0102030405060708090a0b0c0d0e0f1000")]
    public void HexIds_FromSomethingElse_SayTheRule(string text)
    {
        Assert.Contains("32 hexadecimal digits", Assert.Throws<FormatException>(() => OutboxId.Parse(text)).Message,
            StringComparison.Ordinal);
        Assert.Contains("32 hexadecimal digits", Assert.Throws<FormatException>(() => BootId.Parse(text)).Message,
            StringComparison.Ordinal);
    }
}
