using CityKit.Edge.Channels;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Testing;

namespace CityKit.Edge.Guest;

/// <summary>Channels read through the kernel's own drivers of real chips, whose registers are written here.</summary>
internal static class ChannelChecks
{
    /// <summary>Register and m°C: LM75 data sheet, table "Temperature data format" (9 bits, 0.5 °C a step).</summary>
    private static readonly (ushort Register, long Millidegrees)[] Temperatures =
        [(0x7D00, 125_000), (0x1900, 25_000), (0x0080, 500), (0x0000, 0), (0xFF80, -500), (0xE700, -25_000), (0xC900, -55_000)];

    /// <summary>
    /// Step in mV, register and µV: ADS1015 data sheet, tables "Input signal versus ideal output code" and "Full-scale range and
    /// corresponding LSB size" (12 bits; 1 mV at ±2.048 V, 0.5 mV at ±1.024 V, 3 mV at ±6.144 V).
    /// </summary>
    private static readonly (string Step, ushort Register, long Microvolts)[] Conversions =
    [
        ("1.000000", 0x7FF0, 2_047_000), ("1.000000", 0x0010, 1_000), ("1.000000", 0x0000, 0), ("1.000000", 0xFFF0, -1_000),
        ("1.000000", 0x8000, -2_048_000),
        ("0.500000", 0x7FF0, 1_023_500), ("3.000000", 0x2260, 1_650_000), ("3.000000", 0x8000, -6_144_000),
    ];

    internal static IReadOnlyList<ConformanceCheck> All =>
    [
        new("hwmon: an LM75's registers become m°C", ReadsTemperatures),
        new("IIO: an ADS1015's registers become µV at three ranges", ReadsConversions),
        new("hwmon: a thermometer unplugged is gone, and is read again when it is back", ReadsAgain),
    ];

    private static void ReadsTemperatures()
    {
        using var bench = new Bench();
        using var source = new FileChannelSource([new ChannelFile("cellar", ChannelFileKind.Plain, bench.Thermometer)]);
        foreach (var (register, millidegrees) in Temperatures)
        {
            bench.PutTemperature(register);
            Expect(new ChannelRead(millidegrees), source.Read(0), $"register 0x{register:X4}");
        }
    }

    private static void ReadsConversions()
    {
        using var bench = new Bench();
        using var source = new FileChannelSource([new ChannelFile("loop", ChannelFileKind.Iio, bench.Converter) { Multiplier = 1000 }]);
        foreach (var (step, register, microvolts) in Conversions)
        {
            bench.SetStep(step);
            bench.PutConversion(register);
            Expect(new ChannelRead(microvolts), source.Read(0), $"register 0x{register:X4} at {step} mV a step");
        }
    }

    private static void ReadsAgain()
    {
        using var bench = new Bench();
        using var source = new FileChannelSource([new ChannelFile("cellar", ChannelFileKind.Plain, bench.Thermometer)]);
        bench.PutTemperature(0x1900);
        Expect(new ChannelRead(25_000), source.Read(0), "plugged in");
        bench.UnplugThermometer();
        Expect(ChannelRead.None(ChannelRead.Gone), source.Read(0), "unplugged");
        bench.PlugThermometer();
        Expect(new ChannelRead(25_000), source.Read(0), "plugged in again");
    }

    private static void Expect(ChannelRead expected, ChannelRead found, string where)
    {
        if (expected != found) throw new ConformanceException($"{where}: expected {expected}, found {found}");
    }
}
