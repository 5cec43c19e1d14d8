namespace CityKit.Edge.Serial;

/// <summary>How a serial line's characters are framed (校验位).</summary>
public enum SerialParity : byte
{
    /// <summary>Eight data bits, no parity, one stop bit.</summary>
    None8 = 0,

    /// <summary>Seven data bits, even parity, one stop bit, as optical meter heads have (IEC 62056-21).</summary>
    Even7 = 1,
}
