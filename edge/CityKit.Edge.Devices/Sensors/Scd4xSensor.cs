using System.Device.I2c;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>
/// An SCD4x at register level (Sensirion's data sheet, 3.5 and 3.8). It measures every 5 s; between two measurements the last one is given,
/// and none before the first. The binding of Iot.Device.Bindings 4.2.0 waits up to 11 s inside a call, which would keep the bus from all
/// others.
/// </summary>
internal sealed class Scd4xSensor : ISensorDevice
{
    private const int ReadyBits = 0x7FF;
    private static readonly byte[] Start = [0x21, 0xB1];
    private static readonly byte[] Stop = [0x3F, 0x86];
    private static readonly byte[] IsReady = [0xE4, 0xB8];
    private static readonly byte[] Measurement = [0xEC, 0x05];
    private static readonly TimeSpan StoppingTime = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(15);
    private readonly I2cDevice device;
    private readonly TimeProvider time;
    private readonly double?[] last = new double?[3];
    private long measuredAt;

    internal Scd4xSensor(I2cDevice device, TimeProvider time)
    {
        (this.device, this.time) = (device, time);
        device.Write(Stop); // it may have gone on since another program
        BusWait.For(StoppingTime);
        device.Write(Start);
    }

    public double? Read(int quantity)
    {
        Span<byte> answer = stackalloc byte[9];
        if (((int)Ask(IsReady, answer[..3]) & ReadyBits) != 0) Take(Ask(Measurement, answer), answer);
        return time.GetElapsedTime(measuredAt) < LongestAge ? last[quantity] : null;
    }

    public void Dispose() => device.Dispose();

    private double Ask(byte[] command, Span<byte> answer)
    {
        device.Write(command);
        BusWait.For(TimeSpan.FromMilliseconds(1));
        device.Read(answer);
        return SensirionWord.Read(answer);
    }

    /// <summary>Carbon dioxide, temperature and humidity, each with its own checksum.</summary>
    private void Take(double carbonDioxide, ReadOnlySpan<byte> answer)
    {
        (last[0], last[1], last[2]) = (carbonDioxide, -45 + 175 * SensirionWord.Read(answer[3..6]) / 65535,
            100 * SensirionWord.Read(answer[6..9]) / 65535);
        measuredAt = time.GetTimestamp();
    }
}
