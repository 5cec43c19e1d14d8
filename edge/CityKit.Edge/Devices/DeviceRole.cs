namespace CityKit.Edge.Devices;

/// <summary>What a device is for (设备用途).</summary>
public enum DeviceRole : byte
{
    /// <summary>It measures: <see cref="ISensorDevice"/>, read by channels of kind <c>device</c>.</summary>
    Sensor = 1,

    /// <summary>
    /// It has input and output lines: <see cref="IExpander"/>, named by lines and outputs as <c>"chip": "device:NAME"</c>.
    /// </summary>
    Expander = 2,

    /// <summary>It reads cards: <see cref="ICodeReader"/>, read by channels of kind <c>code-reader</c>.</summary>
    CodeReader = 3,

    /// <summary>It shows the device's status: <see cref="IStatusDisplay"/>.</summary>
    Display = 4,
}
