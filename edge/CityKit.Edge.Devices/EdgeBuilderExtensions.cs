namespace CityKit.Edge.Devices;

/// <summary>Adds the device types to an edge.</summary>
public static class EdgeBuilderExtensions
{
    /// <summary>The device types of <see cref="DeviceTypes"/>.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="buses">How devices are reached; null for the machine's own buses.</param>
    /// <exception cref="ArgumentException">A type of one of their names was added before.</exception>
    public static EdgeBuilder AddDevices(this EdgeBuilder edge, DeviceBuses? buses = null)
    {
        ArgumentNullException.ThrowIfNull(edge);
        foreach (var type in DeviceTypes.All(buses ?? new DeviceBuses())) edge.AddDeviceType(type);
        return edge;
    }
}
