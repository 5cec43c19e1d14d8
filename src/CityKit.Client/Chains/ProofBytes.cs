namespace CityKit.Client.Chains;

/// <summary>How many bytes, and which.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="Sha256">Their SHA-256, 64 hexadecimal digits.</param>
public sealed record ProofBytes(long Bytes, string Sha256);
