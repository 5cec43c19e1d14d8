using CityKit.Core.Chain;

namespace CityKit.Devices;

/// <summary>How far the hub has taken in one lane of a device (游标). <c>default</c> is before the first event.</summary>
/// <param name="Sequence">The last sequence taken in; 0 before the first.</param>
/// <param name="Hash">The running hash after it.</param>
public readonly record struct LaneCursor(long Sequence, RunningHash Hash);
