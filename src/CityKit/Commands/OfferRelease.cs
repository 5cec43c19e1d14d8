using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Offers a device a release of its agent (指定版本); it fetches it from the hub's shelf when the number is above its own.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Device">The device.</param>
/// <param name="Number">The release's number, from 1.</param>
public sealed record OfferRelease(string CommandId, DeviceId Device, long Number) : HubCommand(CommandId);
