namespace CityKit.Edge.Devices;

/// <summary>Milliseconds that a sensor asks for between two messages on its bus, whose thread has nothing else to do.</summary>
internal static class BusWait
{
#pragma warning disable RS0030 // the only thread that may sleep: its bus is taken until the sensor has measured
    internal static void For(TimeSpan time) => Thread.Sleep(time);
#pragma warning restore RS0030
}
