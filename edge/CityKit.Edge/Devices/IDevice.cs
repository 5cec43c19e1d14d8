namespace CityKit.Edge.Devices;

/// <summary>
/// An opened device (已打开的设备). All its members are called by the one thread of its bus, and may throw anything: it is then closed and opened
/// again later.
/// </summary>
public interface IDevice : IDisposable;
