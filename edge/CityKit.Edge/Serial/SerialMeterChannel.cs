namespace CityKit.Edge.Serial;

/// <summary>One number of a meter head (表头通道).</summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Prefix">What its line begins with, such as an OBIS code.</param>
/// <param name="Decimals">How many decimals make the smallest unit: 3 reads <c>123.456</c> as 123456; 0 to 9.</param>
public sealed record SerialMeterChannel(string Name, string Prefix, int Decimals)
{
    /// <summary>
    /// The unit that the telegram must state, when it states one (<c>m3</c> is <c>m³</c>): a meter that changes from kWh to MWh is then
    /// garbled, not a thousandth; null for any known unit.
    /// </summary>
    public string? Unit { get; init; }
}
