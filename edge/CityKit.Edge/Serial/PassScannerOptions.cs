using CityKit.Core.Signing;

namespace CityKit.Edge.Serial;

/// <summary>A scanner of passes on a serial line (通行码扫码枪), and the file with what the gate knows of issuers.</summary>
/// <param name="Port">The line.</param>
/// <param name="TrustFile">The signed trust bundle. It is read again when it changes; one that is damaged, of another key or older than the
/// one in use is left aside.</param>
/// <param name="TrustKey">Who signs the bundle.</param>
public sealed record PassScannerOptions(SerialPortOptions Port, string TrustFile, DevicePublicKey TrustKey);
