namespace CityKit.Edge.Devices;

/// <summary>
/// A device with lines of its own (扩展芯片): contacts and relays. It is asked at a rate, so it knows no time of an edge better than that rate.
/// </summary>
public interface IExpander : IDevice
{
    /// <summary>Makes lines inputs or outputs, the outputs at their levels at once: no output shows another level in between.</summary>
    /// <param name="outputs">A bit for each line that is an output, bit 0 for line 0.</param>
    /// <param name="pulledUp">A bit for each input that is pulled up, where the device can.</param>
    /// <param name="high">The levels of the outputs.</param>
    void Configure(ulong outputs, ulong pulledUp, ulong high);

    /// <summary>The levels of all lines now.</summary>
    ulong Read();

    /// <summary>Sets the levels of the outputs.</summary>
    void Write(ulong high);
}
