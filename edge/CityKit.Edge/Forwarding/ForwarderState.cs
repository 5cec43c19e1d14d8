namespace CityKit.Edge.Forwarding;

/// <summary>What the forwarder is doing, or what it waits for.</summary>
public enum ForwarderState
{
    /// <summary>Nothing to send.</summary>
    Idle,

    /// <summary>Sending, and the hub answers.</summary>
    Sending,

    /// <summary>The hub is away, busy or unclear; trying again.</summary>
    Retrying,

    /// <summary>The hub does not know this device; somebody has to admit it there.</summary>
    UnknownDevice,

    /// <summary>The hub knows another key for this device.</summary>
    BadSignature,

    /// <summary>The hub retired this outbox; nothing is sent until <see cref="Forwarder.Resume"/>.</summary>
    Retired,

    /// <summary>The hub cannot read what this version writes.</summary>
    Incompatible,

    /// <summary>What was answered is not signed with the pinned answer key: another key of the hub, or somebody else on the way.</summary>
    UnsignedAnswer,
}
