using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Testing;
using NodaTime;

namespace CityKit.Edge.Guest;

/// <summary>The Linux source on gpio-sim, for the conformance suite; time is real.</summary>
internal sealed class GpioSimBench : ILineBench
{
    private readonly GpioSim chip = new("conformance");
    private readonly LinuxLineSource source;

    internal GpioSimBench(IReadOnlyList<BenchLine> lines) => source = new LinuxLineSource(
        [.. lines.Select((line, offset) => new LinuxLine(line.Name, chip.Label)
            { Offset = offset, Bias = line.Bias, ActiveLow = line.ActiveLow, BufferSize = line.BufferSize })],
        new LinuxLineSourceOptions { RetryAfter = Duration.FromMilliseconds(20), Settle = Duration.FromMilliseconds(2) });

    public ILineSource Source => source;

    public bool CanUnplug => true;

    public void Drive(int line, bool high) => chip.Drive(line, high);

    public void Pass(TimeSpan time) => Pause.For(time);

    public void SetPlugged(bool plugged) => chip.SetLive(plugged);

    public void Dispose()
    {
        source.Dispose();
        chip.Dispose();
    }
}
