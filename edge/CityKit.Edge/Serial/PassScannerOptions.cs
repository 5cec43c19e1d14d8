using CityKit.Core.Signing;
using CityKit.Credentials.Trust;

namespace CityKit.Edge.Serial;

/// <summary>A scanner of passes on a serial line (通行码扫码枪), and the file with what the gate knows of issuers.</summary>
/// <param name="Port">The line.</param>
/// <param name="TrustFile">The signed trust bundle. It is read again when it changes; one that is damaged, of another key or older than the
/// one in use is left aside.</param>
/// <param name="TrustKey">Who signs the bundle.</param>
public sealed record PassScannerOptions(SerialPortOptions Port, string TrustFile, DevicePublicKey TrustKey)
{
    /// <summary>Reads the trust file once.</summary>
    /// <param name="why">Why it cannot be used; null when it can.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public TrustBundle? ReadTrust(out string? why)
    {
        var file = new FileInfo(TrustFile);
        why = !file.Exists ? "it is not there"
            : file.Length > TrustBundle.MaxBytes ? $"it has {file.Length} bytes; {TrustBundle.MaxBytes} are allowed"
            : null;
        if (why is not null) return null;
        var read = SignedTrustBundle.Open(File.ReadAllBytes(TrustFile), TrustKey, out var problem);
        why = problem?.Message.En;
        return read?.Content;
    }
}
