namespace CityKit.Edge.Devices;

/// <summary>Adds sensors, expanders, card readers and displays to an edge by name.</summary>
/// <remarks>
/// For a program that hosts the edge itself; <c>EdgeAgent</c> calls it already. Call it once, from one thread, before a configuration is
/// read. It opens nothing: a device is opened when a configuration names it, and a device that cannot be read makes its channels "gone",
/// never the program. Header pins need none of it.
/// </remarks>
/// <example><code>
/// var edge = new EdgeBuilder().AddDevices(); // the table of docs/devices.md
/// var parsed = EdgeConfiguration.Parse(File.ReadAllBytes("edge.json"), edge.Kinds);
/// foreach (var error in parsed.Errors) Console.Error.WriteLine(error); // line, column, what is allowed
/// </code></example>
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
