using System.Device.I2c;
using Iot.Device.Pn532;
using Iot.Device.Pn532.ListPassive;

namespace CityKit.Edge.Devices.Readers;

/// <summary>A PN532 on I²C: the identifier of an ISO 14443 A card in its field.</summary>
internal sealed class Pn532Reader : ICodeReader
{
    private const int PatienceMs = 300;
    private readonly Pn532 binding;

    internal Pn532Reader(I2cDevice device) => binding = new Pn532(device) { ReadTimeOut = PatienceMs };

    public string? Read()
    {
        if (binding.ListPassiveTarget(MaxTarget.One, TargetBaudRate.B106kbpsTypeA) is not { Length: > 1 } found) return null;
        return binding.TryDecode106kbpsTypeA(found.AsSpan(1)) is { NfcId.Length: > 0 } card ? Convert.ToHexStringLower(card.NfcId) : null;
    }

    public void Dispose() => binding.Dispose();
}
