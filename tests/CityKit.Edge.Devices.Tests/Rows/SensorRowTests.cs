using CityKit.Edge.Channels;
using CityKit.Edge.Devices.Tests.Support;

namespace CityKit.Edge.Devices.Tests.Rows;

/// <summary>Each row over a chip that behaves as its data sheet says, giving the number that the data sheet calculates.</summary>
public sealed class SensorRowTests
{
    [Fact]
    public void Bme280_BoschsExample_IsTheDataSheetsResult()
    {
        // Calibration and raw values of Bosch's worked example (BMP280 data sheet 3.12): 25.08 °C, 100,653.27 Pa. Humidity: H2 = 370, H4 =
        // 320, others 0: (30,000 − 320·64) · 370 / 65,536 = 53.748 %.
        var chip = new ByteChip().Set(0xD0, 0x60)
            .Set(0x88, Pairs(27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000))
            .Set(0xE1, [.. Pairs(370), 0, 320 >> 4, 320 & 0xF, 0, 0])
            .Set(0xF7, [.. Twenty(415148), .. Twenty(519888), 30000 >> 8, 30000 & 0xFF]);
        AssertMeasures("bme280", 0x76, chip, 25_082, 53_748, 100_653);
    }

    [Fact]
    public void Bme280_AnotherChipAtItsAddress_IsGone() => AssertGone("bme280", new ByteChip().Set(0xD0, 0x58));

    [Theory]
    [InlineData("sht3x", 0x24, 50_001)] // 100 · 0x8000 / 65,535
    [InlineData("sht4x", 0xFD, 56_501)] // 125 · 0x8000 / 65,535 − 6
    public void Sht_Words_AreSensirionsFormula(string type, byte command, int humidity)
    {
        var chip = new CommandChip(sent => sent.Length > 0 && sent[0] == command
            ? [.. CommandChip.Word(0x6666), .. CommandChip.Word(0x8000)] : []);
        AssertMeasures(type, 0x44, chip, 25_000, humidity); // 175 · 0x6666 / 65,535 − 45
    }

    [Theory]
    [InlineData("sht3x")]
    [InlineData("sht4x")]
    public void Sht_WrongChecksum_IsGarbledAndNoNumber(string type)
    {
        using var bench = One(type, new CommandChip(_ => [0x66, 0x66, 0x00, 0x80, 0x00, 0x00]));
        Assert.All(bench.Measure(), read => Assert.Equal(ChannelRead.Garbled, read.Problem));
    }

    [Fact]
    public void SensirionsChecksum_OfBeef_Is92() => Assert.Equal(0x92, CommandChip.Crc([0xBE, 0xEF]));

    [Fact]
    public void Aht20_Measurement_IsAosongsFormula()
    {
        // Humidity 0x80000 of 2^20 is 50 %, temperature 0x60000 · 200 / 2^20 − 50 is 25 °C.
        // The status, calibrated and idle, is the first byte of any answer.
        AssertMeasures("aht20", 0x38, new CommandChip(_ => [0x18, 0x80, 0x00, 0x06, 0x00, 0x00]), 25_000, 50_000);
    }

    [Theory]
    [InlineData(0x1900, 25_000)]
    [InlineData(0x0080, 500)]
    [InlineData(0xE700, -25_000)]
    public void Lm75_Register_IsEighthsOfADegree(ushort register, long expected) =>
        AssertMeasures("lm75", 0x48, new WordChip().Set(0, register), expected);

    [Theory]
    [InlineData(0x0194, 25_250)]
    [InlineData(0x1FE8, -1_500)]
    [InlineData(0xC194, 25_250)] // the three alert flags are no part of the number
    public void Mcp9808_Register_IsSixteenthsOfADegree(ushort register, long expected) =>
        AssertMeasures("mcp9808", 0x18, new WordChip().Set(5, register).Set(6, 0x0054).Set(7, 0x0400), expected);

    [Fact]
    public void Mcp9808_AnotherChipAtItsAddress_IsGone() => AssertGone("mcp9808", new WordChip());

    [Fact]
    public void Ads1115_FourInputs_AreMicrovolts() =>
        AssertMeasures("ads1115", 0x48, new Ads1115Chip(8192, 32767, -8, 0), 1_024_000, 4_095_875, -1_000, 0);

    [Fact]
    public void Ina219_CurrentBackwards_IsNegative() =>
        // −10 mV over 100 mΩ; 3,000 · 4 mV
        AssertMeasures("ina219", 0x40, new WordChip().Set(1, unchecked((ushort)-1000)).Set(2, 3000 << 3), 12_000_000, -100_000, -1_200_000);

    [Fact]
    public void Bh1750_RohmsExample_Is28067Lux() => AssertMeasures("bh1750", 0x23, new CommandChip(_ => [0x83, 0x90]), 28_066_667);

    [Fact]
    public void Scd4x_SensirionsExample_IsReadWhenItIsReady()
    {
        // 500 ppm, 25 °C, 37 % (SCD4x data sheet 3.5.2).
        var ready = 0x8000;
        using var bench = One("scd4x", new CommandChip(sent => sent switch
        {
            [0xE4, 0xB8] => CommandChip.Word(ready),
            [0xEC, 0x05] => [.. CommandChip.Word(500), .. CommandChip.Word(0x6667), .. CommandChip.Word(0x5EB9)],
            _ => [],
        }));
        Assert.All(bench.Measure(), read => Assert.Equal(ChannelRead.Unreadable, read.Problem));
        ready = 0x8006;
        Assert.Equal([500, 25_003, 37_002], bench.Measure().Select(r => r.Value));
        ready = 0x8000;
        Assert.Equal(500, bench.Measure()[0].Value); // until the next is ready
        bench.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(ChannelRead.Unreadable, bench.Measure()[0].Problem); // it stopped measuring
    }

    [Fact]
    public void Ags01db_Concentration_IsPartsPerBillion() =>
        AssertMeasures("ags01db", 0x11, new CommandChip(_ => CommandChip.Word(123)), 12_300);

    [Fact]
    public void Ags01db_WrongChecksum_IsGarbled()
    {
        using var bench = One("ags01db", new CommandChip(_ => [0, 123, 0]));
        Assert.Equal(ChannelRead.Garbled, Assert.Single(bench.Measure()).Problem);
    }

    [Theory]
    [InlineData("mcp3008", 10, 1024)]
    [InlineData("mcp3208", 12, 4096)]
    public void Mcp3x08_EightInputs_AreSharesOfTheReference(string type, int bits, int fullScale)
    {
        using var bench = new Bench($$"""{"name": "x", "type": "{{type}}", "referenceMv": 3300}""",
            buses: new DeviceBuses { Spi = place => new FakeSpi(place, bits, 0, fullScale / 2, fullScale / 4, 0, 0, 0, 0, fullScale / 8) });
        Assert.Equal([0, 1_650_000, 825_000, 0, 0, 0, 0, 412_500], bench.Measure().Select(r => r.Value));
    }

    [Theory]
    [InlineData(100_000, 100_000, 49_500_000)]
    [InlineData(0xFFFFF6, -10, -505_000)]
    public void Hx711_TwentyFourBits_AreSignedAndScaled(int bits, long counts, long milligrams)
    {
        // 2,000 counts a kilogram, 1,000 with nothing on it.
        var steady = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(); // no pause of this machine counts
        using var bench =
            new Bench("""{"name": "x", "type": "hx711", "dataPin": 5, "clockPin": 6, "countsPerKilogram": 2000, "tareCounts": 1000}""",
                buses: new DeviceBuses { Gpio = () => new(new Hx711Pins(5, 6, bits)), Time = steady });
        Assert.Equal([counts, milligrams], bench.Measure().Select(r => r.Value));
    }

    public static TheoryData<string> OnI2c =>
        [.. DeviceTypes.All(new DeviceBuses()).Where(t => t.Bus == DeviceBus.I2c).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(OnI2c))]
    public void EveryI2cRow_NothingAtItsAddress_IsGoneAndClosed(string type)
    {
        var chip = new ByteChip { IsPlugged = false };
        using var bench = new Bench($$"""{"name": "x", "type": "{{type}}"}""", i2c: _ => chip);
        Assert.Null(bench.Devices.Probe("x"));
        Assert.False(Assert.Single(bench.Devices.Status).IsOpen);
    }

    private static void AssertMeasures(string type, int address, FakeI2c chip, params long[] expected)
    {
        using var bench = new Bench($$"""{"name": "x", "type": "{{type}}"}""",
            i2c: at => at == address ? chip : throw new IOException("another address"));
        Assert.Equal(expected.Select(value => new ChannelRead(value)), bench.Measure());
        bench.Dispose();
        Assert.NotEqual(0, chip.Disposed);
    }

    private static void AssertGone(string type, FakeI2c chip)
    {
        using var bench = One(type, chip);
        Assert.Null(bench.Devices.Probe("x"));
        Assert.NotEqual(0, chip.Disposed); // what was opened on the way is given back
    }

    private static Bench One(string type, FakeI2c chip) => new($$"""{"name": "x", "type": "{{type}}"}""", i2c: _ => chip);

    private static byte[] Pairs(params int[] values) => [.. values.SelectMany(v => new[] { (byte)v, (byte)(v >> 8) })];

    private static byte[] Twenty(int value) => [(byte)(value >> 12), (byte)(value >> 4), (byte)(value << 4)];
}
