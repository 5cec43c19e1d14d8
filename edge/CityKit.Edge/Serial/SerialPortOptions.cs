namespace CityKit.Edge.Serial;

/// <summary>A serial line (串口): a meter head, a QR scanner.</summary>
/// <param name="Path">The device, such as <c>/dev/ttyUSB0</c>.</param>
public sealed record SerialPortOptions(string Path)
{
    /// <summary>Bits a second: 300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200.</summary>
    public int BitsPerSecond { get; init; } = 9600;

    /// <summary>How its characters are framed.</summary>
    public SerialParity Parity { get; init; } = SerialParity.None8;

    /// <summary>The longest line of text, in bytes; 1 to 4,096.</summary>
    public int MaxLineBytes { get; init; } = 256;
}
