using CityKit.Modules;

namespace CityKit.Services.Hub;

/// <summary>A material is handed in (提交材料): a picture of it that the hub's evidence keeps, or the paper at a counter.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Application">The application.</param>
/// <param name="Material">The material's id.</param>
/// <param name="Evidence">The id of the evidence; null for paper at a counter. At most 200 characters, and nothing of a person.</param>
public sealed record HandInMaterial(string CommandId, string Application, string Material, string? Evidence = null) : HubCommand(CommandId);
