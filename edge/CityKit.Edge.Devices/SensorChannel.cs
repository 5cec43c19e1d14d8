namespace CityKit.Edge.Devices;

/// <summary>One number of a sensor (传感器通道).</summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Read">Asks the sensor; null when it has no value now. An <see cref="IOException"/> or a <see cref="TimeoutException"/> says
/// that it does not answer.</param>
/// <param name="SmallestUnits">How many of the channel's smallest unit one of the sensor's is: 1000 for degrees read into
/// thousandths.</param>
public sealed record SensorChannel(string Name, Func<double?> Read, double SmallestUnits = 1);
