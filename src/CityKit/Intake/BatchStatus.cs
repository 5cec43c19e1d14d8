namespace CityKit.Intake;

/// <summary>The hub's answers to a batch (回执).</summary>
public enum BatchStatus
{
    /// <summary>Everything through the cursor is on disk; the outbox may forget it.</summary>
    Synced,

    /// <summary>The batch starts after cursor + 1: send from there.</summary>
    Gap,

    /// <summary>The batch starts at or before the cursor and ends after it: send from cursor + 1.</summary>
    Overlap,

    /// <summary>What the device says came before is not what the hub took in (a cloned or restored card): open a new outbox.</summary>
    Diverged,

    /// <summary>Nobody admitted this device.</summary>
    UnknownDevice,

    /// <summary>The signature does not match the device's key.</summary>
    BadSignature,

    /// <summary>An administrator suspended or revoked the device: it keeps its data.</summary>
    Suspended,

    /// <summary>This outbox was replaced by another; a second card or device is at work.</summary>
    Retired,

    /// <summary>Over the size limit: send fewer events.</summary>
    TooLarge,

    /// <summary>The bytes are no batch.</summary>
    Garbage,

    /// <summary>The hub cannot store now; try again later.</summary>
    Busy,

    /// <summary>Signed by a cryptographic suite that this hub does not know: the device keeps its data until the hub knows it.</summary>
    UnknownSuite,
}
