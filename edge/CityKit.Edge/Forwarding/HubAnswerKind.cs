namespace CityKit.Edge.Forwarding;

internal enum HubAnswerKind
{
    Unreachable,
    Busy,
    Unclear,
    Synced,
    Moved,
    Diverged,
    Retired,
    UnknownDevice,
    BadSignature,
    TooLarge,
    Garbage,
    Unsigned,
}
