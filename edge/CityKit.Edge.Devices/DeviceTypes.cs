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
/// The table of device types that work without further code (内置设备类型). DHT11, DHT22 and HC-SR04 are not in it on purpose: their protocols need times of microseconds that no program under Linux keeps.
/// </summary>
public static class DeviceTypes
{
    private const int SpiAdcHertz = 1_000_000;
    private const int SpiReaderHertz = 5_000_000;
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
        I2cSensor("bme280", "Bosch BME280: temperature, humidity, pressure", [0x76, 0x77], [Temperature, Humidity, Pressure], d => Bme280Sensor.Open(buses.OpenI2c(d), buses.Time)),
        I2cSensor("bme680", "Bosch BME680: temperature, humidity, pressure, gas", [0x76, 0x77], [Temperature, Humidity, Pressure, GasResistance], d => Bme680Sensor.Open(buses.OpenI2c(d), buses.Time)) with { Note = "Its gas layer is heated at each measurement: read it once a minute or less often, and trust the resistance after a day." },
        I2cSensor("sht3x", "Sensirion SHT30, SHT31, SHT35: temperature, humidity", [0x44, 0x45], [Temperature, Humidity], d => Sht3xSensor.Open(buses.OpenI2c(d), buses.Time)),
        I2cSensor("sht4x", "Sensirion SHT40, SHT41, SHT45: temperature, humidity", [0x44, 0x45, 0x46], [Temperature, Humidity], d => Sht4xSensor.Open(buses.OpenI2c(d), buses.Time)),
        I2cSensor("aht20", "Aosong AHT20: temperature, humidity", [0x38], [Temperature, Humidity], d => { var aht = new Aht20(buses.OpenI2c(d)); return new OpenedSensor(aht, () => aht.GetTemperature().DegreesCelsius, () => aht.GetHumidity().Percent); }),
        I2cSensor("mcp9808", "Microchip MCP9808: temperature", [0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F], [Temperature], d => { var chip = new Mcp9808(buses.OpenI2c(d)); return new OpenedSensor(chip, () => chip.Temperature.DegreesCelsius); }),
        I2cSensor("lm75", "LM75 and compatible: temperature", [0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F], [Temperature], d => { var chip = new Lm75(buses.OpenI2c(d)); return new OpenedSensor(chip, () => chip.Temperature.DegreesCelsius); }) with { Note = "The binding rounds to tenths of a degree." },
        I2cSensor("scd4x", "Sensirion SCD40, SCD41: carbon dioxide, temperature, humidity", [0x62], [CarbonDioxide, Temperature, Humidity], d => new Scd4xSensor(buses.OpenI2c(d), buses.Time)) with { Note = "It measures every 5 s and has no number before the first." },
        I2cSensor("ags01db", "Aosong AGS01DB: volatile organic compounds", [0x11], [Voc], d => { var chip = new Ags01db(buses.OpenI2c(d)); return new OpenedSensor(chip, () => chip.Concentration.PartsPerMillion is var ppm and >= 0 ? ppm : double.NaN); }) with { Note = "It wants 2 s between two readings; a quicker channel waits." },
    ];

    private static IEnumerable<DeviceType> Electric(DeviceBuses buses) =>
    [
        I2cSensor("ads1115", "Texas Instruments ADS1115: four voltages of 16 bits, up to 4.096 V", [0x48, 0x49, 0x4A, 0x4B], Inputs(4), d => OpenAds1115(d, buses)),
        SpiAdc("mcp3008", "Microchip MCP3008: eight voltages of 10 bits", 1024, d => new Mcp3008(buses.OpenSpi(d, SpiAdcHertz))),
        SpiAdc("mcp3208", "Microchip MCP3208: eight voltages of 12 bits", 4096, d => new Mcp3208(buses.OpenSpi(d, SpiAdcHertz))),
        I2cSensor("ina219", "Texas Instruments INA219: voltage, current with its sign, power", [0x40, 0x41, 0x44, 0x45], [Voltage, Current, Power], d => Ina219Sensor.Open(buses.OpenI2c(d), d.Settings["shuntMilliohms"] / 1000.0)) with { Settings = [new("shuntMilliohms", 1, 10_000, 100, "the shunt's resistance, in milliohms")] },
    ];

    private static IEnumerable<DeviceType> Others(DeviceBuses buses) =>
    [
        I2cSensor("vl53l0x", "ST VL53L0X: distance up to 2 m", [0x29], [Distance], d => { var chip = new Vl53L0X(buses.OpenI2c(d)); return new OpenedSensor(chip, () => chip.DistanceSingleMeasurement is var mm and < (ushort)OperationRange.OutOfRange ? mm : null); }) with { Note = "Nothing in range is `unreadable`." },
        I2cSensor("vl53l1x", "ST VL53L1X: distance up to 4 m", [0x29], [Distance], d => { var chip = new Vl53L1X(buses.OpenI2c(d)); return new OpenedSensor(chip, () => chip.Distance.Millimeters is var mm && chip.RangeStatus == RangeStatus.NoError ? mm : null); }) with { Note = "Nothing in range is `unreadable`." },
        I2cSensor("bh1750", "ROHM BH1750FVI: illuminance", [0x23, 0x5C], [Illuminance], d => { var chip = new Bh1750fvi(buses.OpenI2c(d)); return new OpenedSensor(chip, () => chip.Illuminance.Lux); }),
        new DeviceType("hx711", "Avia HX711: a load cell", DeviceBus.Gpio, DeviceRole.Sensor, d => new Hx711Sensor(buses.Gpio(), d, buses.Time))
        {
            Quantities = [Counts, Mass],
            Settings = [new("dataPin", 0, MostPin, null, "the GPIO of DOUT"), new("clockPin", 0, MostPin, null, "the GPIO of PD_SCK"), new("countsPerKilogram", -100_000_000, 100_000_000, 1000, "counts for each kilogram, from weighing something known"), new("tareCounts", -8_388_608, 8_388_607, 0, "counts with nothing on it")],
            Note = "It is clocked by the program; a reading in which Linux paused the program is thrown away, so ask for one a second or less often.",
        },
    ];

    private static IEnumerable<DeviceType> Expanders(DeviceBuses buses) =>
    [
        Expander("mcp23017", "Microchip MCP23017: 16 lines", d => new Mcp23017Expander(buses.OpenI2c(d))),
        Expander("pcf8575", "NXP PCF8575: 16 lines", d => new Pcf8575Expander(buses.OpenI2c(d))) with { Note = "Inputs always have a weak pull-up; an output that is high drives almost no current, so connect relays low-active." },
        Expander("tca9555", "Texas Instruments TCA9555, NXP PCA9555: 16 lines", d => new Tca9555Expander(buses.OpenI2c(d))) with { Note = "Its inputs always have pull-ups." },
    ];

    private static IEnumerable<DeviceType> ReadersAndDisplays(DeviceBuses buses) =>
    [
        new DeviceType("pn532", "NXP PN532: cards of ISO 14443 A", DeviceBus.I2c, DeviceRole.CodeReader, d => new Pn532Reader(buses.OpenI2c(d))) { Addresses = [0x24] },
        new DeviceType("mfrc522", "NXP MFRC522: cards of ISO 14443 A", DeviceBus.Spi, DeviceRole.CodeReader, d => new Mfrc522Reader(buses.OpenSpi(d, SpiReaderHertz))) { Addresses = ChipSelects },
        new DeviceType("ssd1306", "Solomon SSD1306: a display of 128 × 32 or 128 × 64 points", DeviceBus.I2c, DeviceRole.Display, d => new Ssd1306Display(buses.OpenI2c(d), (int)d.Settings["heightPixels"])) { Addresses = [0x3C, 0x3D], Settings = [new("heightPixels", 32, 64, 64, "32 or 64")] },
        new DeviceType("lcd1602", "HD44780 of 16 × 2 characters behind a PCF8574 backpack", DeviceBus.I2c, DeviceRole.Display, d => new Lcd1602Display(buses.OpenI2c(d))) { Addresses = [0x27, 0x3F] },
    ];

    private static DeviceType I2cSensor(string name, string what, int[] addresses, DeviceQuantity[] quantities, Func<DeviceConfiguration, ISensorDevice> open) =>
        new(name, what, DeviceBus.I2c, DeviceRole.Sensor, open) { Addresses = addresses, Quantities = quantities };

    private static DeviceType Expander(string name, string what, Func<DeviceConfiguration, IExpander> open) =>
        new(name, what, DeviceBus.I2c, DeviceRole.Expander, open) { Addresses = [0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27], Lines = 16, Settings = [Poll] };

    private static DeviceType SpiAdc(string name, string what, double fullScale, Func<DeviceConfiguration, Mcp3xxx> open) => new(name, what, DeviceBus.Spi, DeviceRole.Sensor, d =>
    {
        var chip = open(d);
        return new OpenedSensor(chip, [.. Enumerable.Range(0, 8).Select(input => (Func<double?>)(() => chip.Read(input) / fullScale * d.Settings[Reference.Name] / 1000))]);
    }) { Addresses = ChipSelects, Quantities = Inputs(8), Settings = [Reference], Note = "A chip that is not there reads as 0: SPI has no answer that says so." };

    private static OpenedSensor OpenAds1115(DeviceConfiguration device, DeviceBuses buses)
    {
        var chip = new Ads1115(buses.OpenI2c(device), deviceMode: DeviceMode.PowerDown);
        return new OpenedSensor(chip, [.. Enumerable.Range(0, 4).Select(input => (Func<double?>)(() => chip.ReadRaw(InputMultiplexer.AIN0 + input) * Ads1115Volts / 32768))]);
    }

    private static DeviceQuantity[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(input => Voltage.At(input))];
}
