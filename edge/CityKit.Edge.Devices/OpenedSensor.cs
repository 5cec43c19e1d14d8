namespace CityKit.Edge.Devices;

/// <summary>An opened sensor: one function for each quantity, over a binding that is disposed with it.</summary>
internal sealed class OpenedSensor(IDisposable binding, params Func<double?>[] quantities) : ISensorDevice
{
    public double? Read(int quantity) => quantities[quantity]();

    public void Dispose() => binding.Dispose();
}
