namespace CityKit.AlertDesk;

/// <summary>How a machine came to what it reported (机器依据).</summary>
/// <param name="By">The machine's account.</param>
/// <param name="Confidence">How sure it was, 0 to 1.</param>
/// <param name="Snapshot">A reference to the picture; null without one.</param>
/// <param name="SnapshotSha256">SHA-256 of the picture, 64 lower-case hexadecimal digits; null when it is not known.</param>
public sealed record MachineFinding(string By, decimal Confidence, string? Snapshot, string? SnapshotSha256);
