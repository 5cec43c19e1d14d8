using CityKit.Modules;

namespace CityKit.Services.Hub;

/// <summary>Somebody applies for an item or a bundle (申请办理).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Subject">The id of the item or bundle.</param>
/// <param name="Applicant">The applicant's account; null for the one who gives the command. A clerk at a counter names it.</param>
public sealed record StartApplication(string CommandId, string Subject, string? Applicant = null) : HubCommand(CommandId);
