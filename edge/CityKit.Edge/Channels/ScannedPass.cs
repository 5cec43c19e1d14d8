using CityKit.Credentials.Passes;

namespace CityKit.Edge.Channels;

/// <summary>
/// A code that was scanned at a gate, with what the gate knew then (闸机扫码). In memory only: of what is no pass, nothing is reported.
/// </summary>
/// <param name="Text">What the scanner read; empty when it was no text or too long.</param>
/// <param name="Trust">The issuers and revoked passes; null for nothing yet.</param>
public sealed record ScannedPass(string Text, GateTrust? Trust);
