using System.Device.Spi;
using Iot.Device.Mfrc522;

namespace CityKit.Edge.Devices.Readers;

/// <summary>An MFRC522: the identifier of an ISO 14443 A card in its field.</summary>
internal sealed class Mfrc522Reader(SpiDevice device) : ICodeReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly MfRc522 binding = new(device);

    public string? Read() =>
        binding.ListenToCardIso14443TypeA(out var card, Patience) && card.NfcId is { Length: > 0 } id ? Convert.ToHexStringLower(id) : null;

    public void Dispose() => binding.Dispose();
}
