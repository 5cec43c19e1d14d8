using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>
/// A hub no longer had events that it had answered for (中枢回退): it was restored from an older copy. They are sent again, as far as they
/// are kept.
/// </summary>
/// <param name="Lane">The lane.</param>
/// <param name="From">The first sequence that it lost.</param>
/// <param name="To">The last one it had answered for.</param>
public sealed record HubFall(Lane Lane, long From, long To);
