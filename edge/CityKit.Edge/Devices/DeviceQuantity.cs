namespace CityKit.Edge.Devices;

/// <summary>
/// One quantity that a device measures (物理量). Its smallest unit is fixed, so that a channel's number means the same whichever device
/// measured it.
/// </summary>
/// <param name="Name">Its name in <c>edge.json</c>.</param>
/// <param name="SmallestUnit">The unit of the channel's whole numbers, such as <c>m°C</c>.</param>
/// <param name="PerUnit">How many of them make one of what the device answers in, such as 1000 for °C.</param>
public sealed record DeviceQuantity(string Name, string SmallestUnit, double PerUnit)
{
    /// <summary>Temperature; devices answer in °C.</summary>
    public static DeviceQuantity Temperature { get; } = new("temperature", "m°C", 1000);

    /// <summary>Relative humidity; devices answer in %.</summary>
    public static DeviceQuantity Humidity { get; } = new("humidity", "m%RH", 1000);

    /// <summary>Air pressure; devices answer in Pa.</summary>
    public static DeviceQuantity Pressure { get; } = new("pressure", "Pa", 1);

    /// <summary>Resistance of a gas sensor; devices answer in Ω.</summary>
    public static DeviceQuantity GasResistance { get; } = new("gas-resistance", "Ω", 1);

    /// <summary>Carbon dioxide; devices answer in ppm.</summary>
    public static DeviceQuantity CarbonDioxide { get; } = new("co2", "ppm", 1);

    /// <summary>Volatile organic compounds; devices answer in ppm.</summary>
    public static DeviceQuantity Voc { get; } = new("voc", "ppb", 1000);

    /// <summary>Voltage; devices answer in V.</summary>
    public static DeviceQuantity Voltage { get; } = new("voltage", "µV", 1_000_000);

    /// <summary>Current; devices answer in A.</summary>
    public static DeviceQuantity Current { get; } = new("current", "µA", 1_000_000);

    /// <summary>Power; devices answer in W.</summary>
    public static DeviceQuantity Power { get; } = new("power", "µW", 1_000_000);

    /// <summary>Distance; devices answer in mm.</summary>
    public static DeviceQuantity Distance { get; } = new("distance", "mm", 1);

    /// <summary>Illuminance; devices answer in lx.</summary>
    public static DeviceQuantity Illuminance { get; } = new("illuminance", "mlx", 1000);

    /// <summary>Mass; devices answer in g.</summary>
    public static DeviceQuantity Mass { get; } = new("mass", "mg", 1000);

    /// <summary>A converter's own number.</summary>
    public static DeviceQuantity Counts { get; } = new("counts", "1", 1);

    /// <summary>The same quantity at one of several inputs: <c>voltage-0</c>.</summary>
    public DeviceQuantity At(int input) => this with { Name = $"{Name}-{input}" };
}
