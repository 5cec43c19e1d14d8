using CityKit.Cases.Policies;

namespace CityKit.AlertDesk;

/// <summary>How a machine came to what it reported (机器依据).</summary>
/// <param name="By">The machine's account.</param>
/// <param name="Confidence">How sure it was, 0 to 1.</param>
/// <param name="Snapshot">A reference to the picture; null without one.</param>
/// <param name="SnapshotSha256">SHA-256 of the picture, 64 lower-case hexadecimal digits; null when it is not known.</param>
public sealed record MachineFinding(string By, decimal Confidence, string? Snapshot, string? SnapshotSha256)
{
    /// <summary>What kind of machine it is; null when it did not say: nothing is counted of such a finding.</summary>
    public MachineSource? Source { get; init; }

    /// <summary>The version of what found it, such as <c>waste-detector 3.1</c>; null when it did not say.</summary>
    public string? Version { get; init; }

    /// <summary>A reference to the clip; null without one.</summary>
    public string? Clip { get; init; }

    /// <summary>SHA-256 of the clip, 64 lower-case hexadecimal digits; null when it is not known.</summary>
    public string? ClipSha256 { get; init; }

    /// <summary>What it refers to: the picture, then the clip.</summary>
    internal IEnumerable<string> Evidence => new[] { Snapshot, Clip }.OfType<string>();
}
