using CityKit.Core.Signing;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Offers a device a signed configuration bundle (发布配置包); it fetches the newest one.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Bundle">The bundle, signed with the hub's bundle key.</param>
public sealed record PublishBundle(string CommandId, SignedBundle Bundle) : HubCommand(CommandId);
