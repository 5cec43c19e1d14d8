namespace CityKit.Edge.Devices;

/// <summary>
/// A reader of cards and tags (读卡器). What it reads becomes a salted digest before it leaves the channel, as scanned codes do.
/// </summary>
public interface ICodeReader : IDevice
{
    /// <summary>
    /// The identifier of the card in its field now, in hexadecimal; null when there is none. A card that stays is reported at every call.
    /// </summary>
    string? Read();
}
