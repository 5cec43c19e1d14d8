namespace CityKit.Edge.Guest;

/// <summary>The chips on the simulated bus: a thermometer and an analogue-to-digital converter, each with its kernel driver.</summary>
internal sealed class Bench : IDisposable
{
    private const int ThermometerAddress = 0x48;
    private const int ConverterAddress = 0x49;
    private readonly I2cStub bus = new();

    internal Bench()
    {
        PlugThermometer();
        bus.Bind("ads1015", ConverterAddress);
    }

    /// <summary>The LM75's temperature in m°C.</summary>
    internal string Thermometer => bus.FileOf(ThermometerAddress, "temp1_input");

    /// <summary>The ADS1015's first input; its factor stands beside it.</summary>
    internal string Converter => bus.FileOf(ConverterAddress, "in_voltage0_raw");

    internal void PlugThermometer() => bus.Bind("lm75", ThermometerAddress);

    internal void UnplugThermometer() => bus.Unbind(ThermometerAddress);

    /// <summary>What the thermometer has measured: two's complement in the upper 9 bits.</summary>
    internal void PutTemperature(ushort register) => bus.Put(ThermometerAddress, 0, register);

    /// <summary>What the converter has converted: two's complement in the upper 12 bits.</summary>
    internal void PutConversion(ushort register) => bus.Put(ConverterAddress, 0, register);

    /// <summary>The millivolts a step stands for, as the driver offers them.</summary>
    internal void SetStep(string millivolts) =>
        File.WriteAllText(Converter.Replace("_raw", "_scale", StringComparison.Ordinal), millivolts);

    public void Dispose()
    {
        bus.Unbind(ConverterAddress);
        UnplugThermometer();
        bus.Dispose();
    }
}
