namespace CityKit.Evidence;

/// <summary>A row of <see cref="PackageFiles.Devices"/>.</summary>
/// <param name="Device">The device.</param>
/// <param name="PublicKey">Its SubjectPublicKeyInfo.</param>
/// <param name="Fingerprint">The SHA-256 of that.</param>
internal sealed record PackageDevice(string Device, byte[] PublicKey, string Fingerprint);
