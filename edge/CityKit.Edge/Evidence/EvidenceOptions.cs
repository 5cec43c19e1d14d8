namespace CityKit.Edge.Evidence;

/// <summary>What is kept as evidence (取证设置), in the folder <c>evidence</c> beside the outbox.</summary>
public sealed class EvidenceOptions
{
    /// <summary>Whose detections are kept.</summary>
    public IReadOnlyList<EvidenceSensor> Sensors { get; set; } = [];

    /// <summary>How many files are kept.</summary>
    public int MaxFiles { get; set; } = 1_000;

    /// <summary>How many bytes are kept.</summary>
    public long MaxBytes { get; set; } = 64 << 20;
}
