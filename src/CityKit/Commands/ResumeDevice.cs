using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Takes a suspended device's batches again (恢复设备).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Device">The device.</param>
public sealed record ResumeDevice(string CommandId, DeviceId Device) : HubCommand(CommandId);
