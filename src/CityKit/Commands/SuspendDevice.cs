using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Takes no more batches of a device for now (停用设备); it keeps its data and goes on sending until it is resumed.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Device">The device.</param>
/// <param name="Reason">Why, 1 to 500 characters; names no person.</param>
public sealed record SuspendDevice(string CommandId, DeviceId Device, string Reason) : HubCommand(CommandId);
