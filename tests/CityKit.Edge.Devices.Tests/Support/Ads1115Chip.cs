namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>
/// An ADS1115 (data sheet 8.6): the conversion register holds the input that the configuration chose; bit 15 of the configuration says that
/// it is done.
/// </summary>
internal sealed class Ads1115Chip(params short[] inputs) : WordChip
{
    private const byte Conversion = 0;
    private const byte Configuration = 1;

    protected override ushort Value(byte register) => register switch
    {
        Conversion => (ushort)inputs[(Registers[Configuration] >> 12 & 7) - 4],
        Configuration => (ushort)(Registers[Configuration] | 0x8000),
        _ => Registers[register],
    };
}
