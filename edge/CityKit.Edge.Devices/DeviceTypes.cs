using System.Device.I2c;
using System.Device.Spi;
using CityKit.Edge.Devices.Displays;
using CityKit.Edge.Devices.Expanders;
using CityKit.Edge.Devices.Readers;
using CityKit.Edge.Devices.Sensors;
using Iot.Device.Adc;
using Iot.Device.Ads1115;
using Iot.Device.Ags01db;
using Iot.Device.Ahtxx;
using Iot.Device.Bh1750fvi;
using Iot.Device.Lm75;
using Iot.Device.Mcp9808;
using Iot.Device.Vl53L0X;
using Iot.Device.Vl53L1X;
using static CityKit.Edge.Devices.DeviceQuantity;

namespace CityKit.Edge.Devices;

/// <summary>
/// The table of device types that work without further code (内置设备类型). DHT11, DHT22 and HC-SR04 are not in it on purpose: their protocols
/// need times of microseconds that no program under Linux keeps.
/// </summary>
public static class DeviceTypes
{
    private const int SpiAdcHertz = 1_000_000;
    private const int SpiReaderHertz = 5_000_000;
    private const int SpiInputs = 8;
    private const int MostPin = 63;
    private const double Ads1115Volts = 4.096;
    private static readonly int[] ChipSelects = [0, 1];
    private static readonly DeviceSetting Poll = new("pollMs", 5, 1000, 20, "how often its lines are read, in milliseconds");
    private static readonly DeviceSetting Reference = new("referenceMv", 1000, 5500, 3300, "the reference voltage, in millivolts");

    /// <summary>All rows.</summary>
    /// <param name="buses">How devices are reached.</param>
    public static IReadOnlyList<DeviceType> All(DeviceBuses buses)
    {
        ArgumentNullException.ThrowIfNull(buses);
        return [.. Air(buses), .. Electric(buses), .. Others(buses), .. Expanders(buses), .. ReadersAndDisplays(buses)];
    }

    private static IEnumerable<DeviceType> Air(DeviceBuses buses) =>
    [
        I2cSensor(buses, "bme280", "Bosch BME280: temperature, humidity, pressure", [0x76, 0x77], [Temperature, Humidity, Pressure],
            (_, bus) => Bme280Sensor.Open(bus, buses.Time)),
        I2cSensor(buses, "bme680", "Bosch BME680: temperature, humidity, pressure, gas", [0x76, 0x77],
            [Temperature, Humidity, Pressure, GasResistance], (_, bus) => Bme680Sensor.Open(bus, buses.Time)) with
        {
            Note = "Its gas layer is heated at each measurement: "
                + "read it once a minute or less often, and trust the resistance after a day.",
        },
        I2cSensor(buses, "sht3x", "Sensirion SHT30, SHT31, SHT35: temperature, humidity", [0x44, 0x45], [Temperature, Humidity],
            (_, bus) => Sht3xSensor.Open(bus, buses.Time)),
        I2cSensor(buses, "sht4x", "Sensirion SHT40, SHT41, SHT45: temperature, humidity", [0x44, 0x45, 0x46], [Temperature, Humidity],
            (_, bus) => Sht4xSensor.Open(bus, buses.Time)),
        I2cSensor(buses, "aht20", "Aosong AHT20: temperature, humidity", [0x38], [Temperature, Humidity],
            (_, bus) => { var aht = new Aht20(bus); return new OpenedSensor(aht, () => aht.GetTemperature().DegreesCelsius,
                () => aht.GetHumidity().Percent); }),
        I2cSensor(buses, "mcp9808", "Microchip MCP9808: temperature", [0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F], [Temperature],
            (_, bus) => { var chip = new Mcp9808(bus); return new OpenedSensor(chip, () => chip.Temperature.DegreesCelsius); }),
        I2cSensor(buses, "lm75", "LM75 and compatible: temperature", [0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F], [Temperature],
            (_, bus) => { var chip = new Lm75(bus); return new OpenedSensor(chip, () => chip.Temperature.DegreesCelsius); }) with
        {
            Note = "The binding rounds to tenths of a degree.",
        },
        I2cSensor(buses, "scd4x", "Sensirion SCD40, SCD41: carbon dioxide, temperature, humidity", [0x62],
            [CarbonDioxide, Temperature, Humidity], (_, bus) => new Scd4xSensor(bus, buses.Time)) with
        {
            Note = "It measures every 5 s and has no number before the first.",
        },
        I2cSensor(buses, "ags01db", "Aosong AGS01DB: volatile organic compounds", [0x11], [Voc],
            (_, bus) => { var chip = new Ags01db(bus); return new OpenedSensor(chip,
                () => chip.Concentration.PartsPerMillion is var ppm and >= 0 ? ppm : double.NaN); }) with
        {
            Note = "It wants 2 s between two readings; a quicker channel waits.",
        },
    ];

    private static IEnumerable<DeviceType> Electric(DeviceBuses buses) =>
    [
        I2cSensor(buses, "ads1115", "Texas Instruments ADS1115: four voltages of 16 bits, up to 4.096 V", [0x48, 0x49, 0x4A, 0x4B],
            Inputs(4), (_, bus) => OpenAds1115(bus)),
        SpiAdc(buses, "mcp3008", "Microchip MCP3008: eight voltages of 10 bits", 1024, bus => new Mcp3008(bus)),
        SpiAdc(buses, "mcp3208", "Microchip MCP3208: eight voltages of 12 bits", 4096, bus => new Mcp3208(bus)),
        I2cSensor(buses, "ina219", "Texas Instruments INA219: voltage, current with its sign, power", [0x40, 0x41, 0x44, 0x45],
            [Voltage, Current, Power], (d, bus) => Ina219Sensor.Open(bus, d.Settings["shuntMilliohms"] / 1000.0)) with
        {
            Settings = [new("shuntMilliohms", 1, 10_000, 100, "the shunt's resistance, in milliohms")],
        },
    ];

    private static IEnumerable<DeviceType> Others(DeviceBuses buses) =>
    [
        I2cSensor(buses, "vl53l0x", "ST VL53L0X: distance up to 2 m", [0x29], [Distance],
            (_, bus) => { var chip = new Vl53L0X(bus); return new OpenedSensor(chip,
                () => chip.DistanceSingleMeasurement is var mm and < (ushort)OperationRange.OutOfRange ? mm : null); }) with
        {
            Note = "Nothing in range is `unreadable`.",
        },
        I2cSensor(buses, "vl53l1x", "ST VL53L1X: distance up to 4 m", [0x29], [Distance],
            (_, bus) => { var chip = new Vl53L1X(bus); return new OpenedSensor(chip,
                () => chip.Distance.Millimeters is var mm && chip.RangeStatus == RangeStatus.NoError ? mm : null); }) with
        {
            Note = "Nothing in range is `unreadable`.",
        },
        I2cSensor(buses, "bh1750", "ROHM BH1750FVI: illuminance", [0x23, 0x5C], [Illuminance],
            (_, bus) => { var chip = new Bh1750fvi(bus); return new OpenedSensor(chip, () => chip.Illuminance.Lux); }),
        new DeviceType("hx711", "Avia HX711: a load cell", DeviceBus.Gpio, DeviceRole.Sensor,
            d => buses.OverPins(pins => new Hx711Sensor(pins, d, buses.Time)))
        {
            Quantities = [Counts, Mass],
            Settings = [new("dataPin", 0, MostPin, null, "the GPIO of DOUT"), new("clockPin", 0, MostPin, null, "the GPIO of PD_SCK"),
                new("countsPerKilogram", -100_000_000, 100_000_000, 1000, "counts for each kilogram, from weighing something known"),
                new("tareCounts", -8_388_608, 8_388_607, 0, "counts with nothing on it")],
            Note = "It is clocked by the program; a reading in which Linux paused the program is thrown away, "
                + "so ask for one a second or less often.",
        },
    ];

    private static IEnumerable<DeviceType> Expanders(DeviceBuses buses) =>
    [
        Expander(buses, "mcp23017", "Microchip MCP23017: 16 lines", bus => new Mcp23017Expander(bus)),
        Expander(buses, "pcf8575", "NXP PCF8575: 16 lines", bus => new Pcf8575Expander(bus)) with
        {
            Note = "Inputs always have a weak pull-up; an output that is high drives almost no current, so connect relays low-active.",
        },
        Expander(buses, "tca9555", "Texas Instruments TCA9555, NXP PCA9555: 16 lines", bus => new Tca9555Expander(bus)) with
        {
            Note = "Its inputs always have pull-ups.",
        },
    ];

    private static IEnumerable<DeviceType> ReadersAndDisplays(DeviceBuses buses) =>
    [
        new DeviceType("pn532", "NXP PN532: cards of ISO 14443 A", DeviceBus.I2c, DeviceRole.CodeReader,
            d => buses.OverI2c(d, bus => new Pn532Reader(bus)))
        {
            Addresses = [0x24],
        },
        new DeviceType("mfrc522", "NXP MFRC522: cards of ISO 14443 A", DeviceBus.Spi, DeviceRole.CodeReader,
            d => buses.OverSpi(d, SpiReaderHertz, bus => new Mfrc522Reader(bus)))
        {
            Addresses = ChipSelects,
        },
        new DeviceType("ssd1306", "Solomon SSD1306: a display of 128 × 64 points", DeviceBus.I2c, DeviceRole.Display,
            d => buses.OverI2c(d, bus => new Ssd1306Display(bus, 64)))
        {
            Addresses = [0x3C, 0x3D],
        },
        new DeviceType("ssd1306-32", "Solomon SSD1306: a display of 128 × 32 points", DeviceBus.I2c, DeviceRole.Display,
            d => buses.OverI2c(d, bus => new Ssd1306Display(bus, 32)))
        {
            Addresses = [0x3C, 0x3D],
        },
        new DeviceType("lcd1602", "HD44780 of 16 × 2 characters behind a PCF8574 backpack", DeviceBus.I2c, DeviceRole.Display,
            d => buses.OverI2c(d, bus => new Lcd1602Display(bus)))
        {
            Addresses = [0x27, 0x3F],
        },
    ];

    private static DeviceType I2cSensor(DeviceBuses buses, string name, string what, int[] addresses, DeviceQuantity[] quantities,
        Func<DeviceConfiguration, I2cDevice, ISensorDevice> open) =>
        new(name, what, DeviceBus.I2c, DeviceRole.Sensor, d => buses.OverI2c(d, bus => open(d, bus)))
        {
            Addresses = addresses,
            Quantities = quantities,
        };

    private static DeviceType Expander(DeviceBuses buses, string name, string what, Func<I2cDevice, IExpander> open) =>
        new(name, what, DeviceBus.I2c, DeviceRole.Expander, d => buses.OverI2c(d, open))
        {
            Addresses = [0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27],
            Lines = 16,
            Settings = [Poll],
        };

    private static DeviceType SpiAdc(DeviceBuses buses, string name, string what, double fullScale, Func<SpiDevice, Mcp3xxx> open) =>
        new(name, what, DeviceBus.Spi, DeviceRole.Sensor,
            d => buses.OverSpi(d, SpiAdcHertz, bus => OpenSpiAdc(open(bus), d.Settings[Reference.Name] / 1000.0 / fullScale)))
        {
            Addresses = ChipSelects,
            Quantities = Inputs(SpiInputs),
            Settings = [Reference],
            Note = "A chip that is not there reads as 0: SPI has no answer that says so.",
        };

    private static OpenedSensor OpenSpiAdc(Mcp3xxx chip, double voltsPerCount) =>
        new(chip, [.. Enumerable.Range(0, SpiInputs).Select(input => (Func<double?>)(() => chip.Read(input) * voltsPerCount))]);

    private static OpenedSensor OpenAds1115(I2cDevice bus)
    {
        var chip = new Ads1115(bus, deviceMode: DeviceMode.PowerDown);
        return new OpenedSensor(chip,
            [.. Enumerable.Range(0, 4)
                .Select(input => (Func<double?>)(() => chip.ReadRaw(InputMultiplexer.AIN0 + input) * Ads1115Volts / 32768))]);
    }

    private static DeviceQuantity[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(input => Voltage.At(input))];
}
