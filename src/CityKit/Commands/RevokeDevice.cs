using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Ends the use of a device's key (注销设备): its batches are never taken again with it. Admitted with another key, it goes on.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Device">The device.</param>
/// <param name="Reason">Why, 1 to 500 characters; names no person.</param>
public sealed record RevokeDevice(string CommandId, DeviceId Device, string Reason) : HubCommand(CommandId);
