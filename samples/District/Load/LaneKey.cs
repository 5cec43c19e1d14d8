using CityKit.Core;

namespace CityKit.Samples.District.Load;

/// <summary>A lane of a device's outbox: with a sequence it names one event.</summary>
internal readonly record struct LaneKey(DeviceId Device, OutboxId Outbox, Lane Lane);
