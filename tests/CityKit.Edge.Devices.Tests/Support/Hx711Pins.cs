using System.Device.Gpio;

namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>
/// An HX711 at two pins (data sheet, serial interface): DOUT low when a value is ready; each rising clock shifts the next of 24 bits out;
/// the 25th raises DOUT.
/// </summary>
internal sealed class Hx711Pins(int data, int clock, int counts) : GpioDriver
{
    private readonly Dictionary<int, PinMode> modes = [];
    private int clocks;
    private PinValue level;

    protected override int PinCount => 64;

    internal bool IsThere { get; set; } = true;

    protected override void OpenPin(int pinNumber) => modes[pinNumber] = PinMode.Input;

    protected override void ClosePin(int pinNumber) => modes.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode) => modes[pinNumber] = mode;

    protected override PinMode GetPinMode(int pinNumber) => modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber)
    {
        Assert.Equal(data, pinNumber);
        return !IsThere ? PinValue.High : clocks == 0 ? PinValue.Low : (counts >> 24 - clocks & 1) != 0;
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        Assert.Equal(clock, pinNumber);
        if (value == PinValue.High && level == PinValue.Low) clocks = clocks == 25 ? 1 : clocks + 1;
        if (value == PinValue.Low && clocks == 25) clocks = 0; // the next value is ready at once
        level = value;
    }

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw new NotSupportedException();

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        throw new NotSupportedException();

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
