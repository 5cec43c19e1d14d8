using System.Text;
using CityKit.Edge.Channels;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Configuration;

/// <summary>What installers wrote, and what the reader made of it.</summary>
public sealed class InstallerTests : IDisposable
{
    private const string Meter = "\"kind\": \"serial-meter\", \"path\": \"/dev/ttyUSB0\", \"periodMs\": 1000, \"prefix\": \"1.8.0\"";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"name": "a", "offset": 17}, {"name": "b", "offset": 17}""", "the pin of 'a' again for 'b'")]
    [InlineData("""{"name": "a", "chipLine": "GPIO17"}, {"name": "b", "chipLine": "GPIO17"}""", "the pin of 'a' again for 'b'")]
    public void Parse_TwoLinesOnOnePin_AreRefused(string lines, string found) =>
        Assert.Contains(found, Error($$"""{"device": "d", "chip": "c", "lines": [{{lines}}], "sensors": []}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"speed\": 9600", "\"speed\": 300")]
    [InlineData("\"speed\": 9600", "\"framing\": \"7e1\"")]
    [InlineData("\"speed\": 9600", "\"silentAfterS\": 60")]
    public void Parse_OneSerialLineReadInTwoWays_IsRefused(string first, string second) =>
        Assert.Contains("different ones for '/dev/ttyUSB0'",
            Error(Channels($$"""{"name": "a", {{Meter}}, {{first}}}, {"name": "b", {{Meter}}, {{second}}}""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("9600")]
    [InlineData("\"9600\"")]
    [InlineData("115200")]
    public void Parse_SpeedAsNumberOrText_IsTheSame(string speed) =>
        Assert.Equal(int.Parse(speed.Trim('"'), System.Globalization.CultureInfo.InvariantCulture),
            Right(Channels($$"""{"name": "a", {{Meter}}, "speed": {{speed}}}""")).Channels[0].Port!.BitsPerSecond);

    [Theory]
    [InlineData("9601")]
    [InlineData("9600.0")]
    [InlineData("-9600")]
    public void Parse_NoSpeed_NamesThem(string speed) =>
        Assert.Contains("300, 600, 1200", Error(Channels($$"""{"name": "a", {{Meter}}, "speed": {{speed}}}""")), StringComparison.Ordinal);

    [Fact]
    public void Parse_Comments_AreSkippedAndPositionsStayRight()
    {
        var text =
            "{ // the device in the cellar 地下室\n  \"device\": \"d\", /* two\n  lines */ \"lines\": [], \"sensors\": [],\n  \"nobody\": 1 }";
        var error = Assert.Single(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text)).Errors);
        Assert.Equal((4, 3), (error.Line, error.Column));
        Assert.NotNull(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text.Replace(",\n  \"nobody\": 1", "",
            StringComparison.Ordinal))).Configuration);
    }

    [Fact]
    public void Parse_LabelAndUnit_AreKeptOnLinesChannelsAndOutputs()
    {
        var edge = Right("""{"device": "d", "lines": [{"name": "a", "label": "三楼烟感"}], "outputs": [{"name": "s", "kind": "siren", "label": "Sirène"}], "channels": [{"name": "c", "kind": "hwmon", "path": "/p", "periodMs": 1000, "label": "地下室温度", "unit": "m°C"}], "sensors": []}""");
        Assert.Equal(("三楼烟感", "Sirène", "地下室温度", "m°C"),
            (edge.Lines[0].Label.Text, edge.Outputs[0].Label.Text, edge.Channels[0].Label.Text, edge.Channels[0].Label.Unit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\u001b[2J")]
    [InlineData("a\\nb")]
    [InlineData("\\u202eabc")]
    [InlineData("a\\u2028b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Parse_ALabelThatIsNone_IsRefused(string label) =>
        Assert.NotEmpty(Error($$"""{"device": "d", "lines": [{"name": "a", "label": "{{label}}"}], "sensors": []}"""));

    [Fact]
    public void Open_ADeviceWithoutLines_IsOneWithChannelsOnly()
    {
        using var chip = new SimulatedChip(Samples.Boot, []);
        Assert.Empty(chip.Lines);
        chip.AdvanceTo(5_000_000_000);
        var read = chip.Read(new LineEvent[8], TimeSpan.Zero);
        Assert.Equal((0, 5_000_000_000), (read.Count, read.Until));
    }

    [Fact]
    public void Read_APathByTheSensorsName_FindsItWhateverItsNumber()
    {
        Sensor("hwmon0", "cpu_thermal", "50000");
        Sensor("hwmon3", "lm75", "21000");
        using var source = new FileChannelSource([new ChannelFile("t", ChannelFileKind.Plain, folder.File("*[name=lm75]/temp1_input"))]);
        Assert.Equal(new ChannelRead(21_000), source.Read(0));
        Directory.Move(folder.File("hwmon3"), folder.File("hwmon1"));
        Assert.Equal(new ChannelRead(21_000), source.Read(0));
        Sensor("hwmon4", "lm75", "9000");
        Assert.Equal(ChannelRead.None(ChannelRead.Ambiguous), source.Read(0));
        Directory.Delete(folder.File("hwmon1"), recursive: true);
        Directory.Delete(folder.File("hwmon4"), recursive: true);
        Assert.Equal(ChannelRead.None(ChannelRead.Gone), source.Read(0));
    }

    [Theory]
    [InlineData("/sys/class/hwmon/*[name]/temp1_input")]
    [InlineData("/sys/class/*/hwmon/*/temp1_input")]
    [InlineData("/sys/class/hwmon/hwmon*/temp1_input")]
    [InlineData("/sys/class/hwmon/*")]
    public void Parse_APathThatIsNoPattern_IsRefused(string path) =>
        Assert.Contains("one folder may be '*'",
            Error(Channels($$"""{"name": "c", "kind": "hwmon", "path": "{{path}}", "periodMs": 1000}""")), StringComparison.Ordinal);

    private void Sensor(string folderName, string name, string value)
    {
        Directory.CreateDirectory(folder.File(folderName));
        File.WriteAllText(folder.File(folderName + "/name"), name + "\n");
        File.WriteAllText(folder.File(folderName + "/temp1_input"), value + "\n");
    }

    private static string Channels(string channels) => $$"""{"device": "d", "lines": [], "sensors": [], "channels": [{{channels}}]}""";

    private static EdgeConfiguration Right(string text)
    {
        var result = EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text));
        Assert.True(result.Configuration is not null, string.Join('\n', result.Errors));
        return result.Configuration;
    }

    private static string Error(string text)
    {
        var result = EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Null(result.Configuration);
        return string.Join('\n', result.Errors);
    }
}
