using CityKit.Core.Chain;

namespace CityKit.Core.Wire;

/// <summary>What a batch says about itself: who, in which outbox and lane, from where on, after what.</summary>
/// <param name="Device">The sender.</param>
/// <param name="Outbox">The outbox the sequences belong to.</param>
/// <param name="Lane">The lane.</param>
/// <param name="First">The first sequence it stands for: the hub's cursor + 1.</param>
/// <param name="Before">The running hash of everything before <paramref name="First"/>.</param>
/// <param name="Boots">Wall time of every boot its events name.</param>
public sealed record BatchHeader(DeviceId Device, OutboxId Outbox, Lane Lane, long First, RunningHash Before, IReadOnlyList<BootClock> Boots);
