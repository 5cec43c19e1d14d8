using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Admits a device with its public key, or replaces the key of an admitted one (设备登记).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Device">The device.</param>
/// <param name="Key">Its public key.</param>
public sealed record AdmitDevice(string CommandId, DeviceId Device, DevicePublicKey Key) : HubCommand(CommandId);
