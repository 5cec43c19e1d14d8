using System.Device.Gpio;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>
/// An HX711 load-cell converter on two pins (Avia's data sheet): 24 clocks read channel A, a 25th asks for the next with gain 128. A clock
/// that stays high for 60 µs would switch the chip off, so a reading in
/// which this program was kept that long is thrown away, and a chip that is not there is given up after half a second.
/// </summary>
internal sealed class Hx711Sensor : ISensorDevice
{
    private const int Bits = 24;
    private const int Attempts = 5;
    private static readonly TimeSpan LongestHigh = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500); // ten measurements a second
    private readonly GpioController pins;
    private readonly TimeProvider time;
    private readonly (int Data, int Clock) wired;
    private readonly (double CountsPerGram, double TareCounts) scale;

    internal Hx711Sensor(GpioController pins, DeviceConfiguration device, TimeProvider time)
    {
        (this.pins, this.time) = (pins, time);
        wired = ((int)device.Settings["dataPin"], (int)device.Settings["clockPin"]);
        scale = (device.Settings["countsPerKilogram"] / 1000.0, device.Settings["tareCounts"]);
        pins.OpenPin(wired.Data, PinMode.Input);
        pins.OpenPin(wired.Clock, PinMode.Output, PinValue.Low);
    }

    public double? Read(int quantity) =>
        ReadCounts() is not { } counts ? null : quantity == 0 ? counts : (counts - scale.TareCounts) / scale.CountsPerGram;

    public void Dispose() => pins.Dispose();

    private int? ReadCounts()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
            if (TryRead(out var counts)) return counts;
        return null;
    }

    private bool TryRead(out int counts)
    {
        AwaitReady();
        counts = 0;
        for (var bit = 0; bit < Bits; bit++)
        {
            if (!TryClock(out var level)) return false;
            counts = counts << 1 | (level ? 1 : 0);
        }
        counts = counts << 8 >> 8; // two's complement of 24 bits
        return TryClock(out _);
    }

    private bool TryClock(out bool level)
    {
        var begun = time.GetTimestamp();
        pins.Write(wired.Clock, PinValue.High);
        level = pins.Read(wired.Data) == PinValue.High;
        pins.Write(wired.Clock, PinValue.Low);
        return time.GetElapsedTime(begun) < LongestHigh;
    }

    private void AwaitReady()
    {
        var begun = time.GetTimestamp();
        while (pins.Read(wired.Data) == PinValue.High)
        {
            if (time.GetElapsedTime(begun) > Patience)
                throw new TimeoutException("The HX711 has not finished a measurement in 500 ms. HX711 无响应。");
            BusWait.For(TimeSpan.FromMilliseconds(1));
        }
    }
}
