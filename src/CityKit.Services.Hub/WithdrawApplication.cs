using CityKit.Modules;

namespace CityKit.Services.Hub;

/// <summary>An applicant withdraws what is not decided yet (撤回申请).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Application">The application.</param>
public sealed record WithdrawApplication(string CommandId, string Application) : HubCommand(CommandId);
