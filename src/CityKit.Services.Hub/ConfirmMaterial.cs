using CityKit.Modules;

namespace CityKit.Services.Hub;

/// <summary>A department answers whether its register has what a material says (部门核验).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Confirmation">The question's id.</param>
/// <param name="IsConfirmed">Whether it does; if not, the material is to be handed in.</param>
public sealed record ConfirmMaterial(string CommandId, string Confirmation, bool IsConfirmed) : HubCommand(CommandId);
