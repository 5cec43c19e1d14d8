namespace CityKit.Client.Alerts;

/// <summary>How a machine came to what it reported (机器依据).</summary>
/// <param name="By">The machine's account.</param>
/// <param name="Confidence">How sure it was, 0 to 1.</param>
public sealed record MachineFinding(string By, decimal Confidence)
{
    /// <summary><c>video</c> or <c>drone</c>; null when it did not say.</summary>
    public string? Source { get; init; }

    /// <summary>The version of what found it.</summary>
    public string? Version { get; init; }

    /// <summary>A reference to the picture.</summary>
    public string? Snapshot { get; init; }

    /// <summary>SHA-256 of the picture, hexadecimal.</summary>
    public string? SnapshotSha256 { get; init; }

    /// <summary>A reference to the clip.</summary>
    public string? Clip { get; init; }

    /// <summary>SHA-256 of the clip, hexadecimal.</summary>
    public string? ClipSha256 { get; init; }
}
