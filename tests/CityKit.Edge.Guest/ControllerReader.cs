using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Globalization;
using CityKit.Core;
using CityKit.Edge.Devices;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Guest;

/// <summary>
/// System.Device.Gpio over libgpiod 2 as a reader: with a callback alone, which logs the time it is called at, or below our own source.
/// </summary>
internal sealed class ControllerReader : IDisposable
{
    private readonly GpioController controller;
    private readonly SourceReader? source;

    private ControllerReader(GpioSim chip, Func<GpioController, SourceReader?> open)
    {
        controller = new GpioController(
            new LibGpiodV2Driver(int.Parse(chip.Path.AsSpan("/dev/gpiochip".Length), CultureInfo.InvariantCulture)));
        source = open(controller);
    }

    internal static ControllerReader Callback(GpioSim chip, EdgeLog log) => new(chip, controller =>
    {
        controller.OpenPin(0, PinMode.InputPullDown);
        controller.RegisterCallbackForPinValueChangedEvent(0, PinEventTypes.Rising | PinEventTypes.Falling, (_, _) => log.Add(Pause.Now));
        return null;
    });

    internal static ControllerReader BelowOurSource(GpioSim chip, EdgeLog log) => new(chip, controller =>
        new SourceReader(new ControllerLineSource(
            controller, [new ControllerLine("a", 0) { Bias = LineBias.PullDown }], new BootId(1), TimeProvider.System), log));

    public void Dispose()
    {
        source?.Dispose();
        controller.Dispose();
    }
}
