using CityKit.Edge.Gpio;

namespace CityKit.Edge.Testing;

/// <summary>A line source under test, and the other end of its wires (测试台).</summary>
public interface ILineBench : IDisposable
{
    /// <summary>The source, opened with the lines that were asked for; none of them is driven yet.</summary>
    ILineSource Source { get; }

    /// <summary>True when <see cref="SetPlugged"/> works.</summary>
    bool CanUnplug { get; }

    /// <summary>Drives a line now. When it returns, the edge has happened.</summary>
    void Drive(int line, bool high);

    /// <summary>Lets time pass.</summary>
    void Pass(TimeSpan time);

    /// <summary>Takes the chip away, or brings it back; every line's level is low when it is back.</summary>
    void SetPlugged(bool plugged);
}
