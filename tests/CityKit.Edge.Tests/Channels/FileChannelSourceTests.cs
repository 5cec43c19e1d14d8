using CityKit.Edge.Channels;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Channels;

/// <summary>
/// Kernel files as they look (Documentation/ABI/testing/sysfs-bus-iio, hwmon sysfs-interface, w1_therm), in a folder made by the test.
/// </summary>
public sealed class FileChannelSourceTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1234\n", null, null, null, 1, 1234)]
    [InlineData("1234\n", "3.000000000\n", null, null, 1, 3702)] // ads1015: 3 mV a step
    [InlineData("1000\n", "0.5\n", "-200\n", null, 1, 400)] // (raw + offset) × scale, in this order
    [InlineData("-3\n", null, null, "0.5\n", 1, -2)] // half away from zero
    [InlineData("7\n", "2\n", null, "100\n", 1, 14)] // its own scale before the shared one
    [InlineData("7\n", "0.0001\n", null, null, 1000, 1)]
    public void Read_Iio_IsRawPlusOffsetTimesScale(string raw, string? scale, string? offset, string? shared, int multiplier, long expected)
    {
        var path = Write("in_voltage0_raw", raw);
        if (scale is not null) Write("in_voltage0_scale", scale);
        if (offset is not null) Write("in_voltage0_offset", offset);
        if (shared is not null) Write("in_voltage_scale", shared);
        Assert.Equal(new ChannelRead(expected), Read(ChannelFileKind.Iio, path, multiplier));
    }

    [Theory]
    [InlineData("in_temp_object_raw", "in_temp_scale")] // mlx90614: two modifiers of one type
    [InlineData("in_voltage0-voltage1_raw", "in_voltage-voltage_scale")] // a differential input
    [InlineData("in_voltage0-voltage1_raw", "in_voltage0-voltage1_scale")]
    [InlineData("in_voltage12_raw", "in_voltage_scale")]
    public void Read_IioWithFactorsOfItsType_IsNeverTheRawNumber(string raw, string factor)
    {
        var path = Write(raw, "100\n");
        Write(factor, "20\n");
        Assert.Equal(new ChannelRead(2_000), Read(ChannelFileKind.Iio, path));
    }

    [Fact]
    public void Read_Hwmon_IsTheNumberAsItStands() =>
        Assert.Equal(new ChannelRead(23_500), Read(ChannelFileKind.Plain, Write("temp1_input", "23500\n")));

    [Theory]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=23125\n", 23_125, null)]
    [InlineData("f8 ff 4b 46 7f ff 08 10 aa : crc=aa YES\nf8 ff 4b 46 7f ff 08 10 aa t=-500\n", -500, null)]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=11 NO\n72 01 4b 46 7f ff 0e 10 57 t=23125\n", 0, ChannelRead.Garbled)]
    // what it holds before it has measured
    [InlineData("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=85000\n", 0, ChannelRead.Garbled)]
    // a data line held low
    [InlineData("00 00 00 00 00 00 00 00 00 : crc=00 YES\n00 00 00 00 00 00 00 00 00 t=0\n", 0, ChannelRead.Garbled)]
    [InlineData("", 0, ChannelRead.Garbled)]
    public void Read_OneWire_TakesOnlyWhatItsCheckAllows(string text, long value, string? problem) =>
        Assert.Equal(new ChannelRead(value, problem), Read(ChannelFileKind.OneWire, Write("w1_slave", text)));

    [Theory]
    [InlineData("")]
    [InlineData("12x")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("9223372036854775808")]
    public void Read_NoNumber_IsGarbled(string text) =>
        Assert.Equal(ChannelRead.None(ChannelRead.Garbled), Read(ChannelFileKind.Plain, Write("temp1_input", text)));

    [Fact]
    public void Read_FileVanishesAndComesBack_IsGoneAndBack()
    {
        var path = Write("temp1_input", "5");
        using var source = new FileChannelSource([new ChannelFile("t", ChannelFileKind.Plain, path)]);
        Assert.Equal(new ChannelRead(5), source.Read(0));
        File.Delete(path);
        Assert.Equal(ChannelRead.None(ChannelRead.Gone), source.Read(0));
        Write("temp1_input", "6");
        Assert.Equal(new ChannelRead(6), source.Read(0));
    }

    [Fact]
    public void Read_AFolderInItsPlace_IsUnreadable() =>
        Assert.Equal(ChannelRead.Unreadable, Read(ChannelFileKind.Plain, folder.File("")).Problem);

    private string Write(string name, string text)
    {
        var path = folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    private static ChannelRead Read(ChannelFileKind kind, string path, int multiplier = 1)
    {
        using var source = new FileChannelSource([new ChannelFile("c", kind, path) { Multiplier = multiplier }]);
        return source.Read(0);
    }
}
