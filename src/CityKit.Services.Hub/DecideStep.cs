using CityKit.Modules;

namespace CityKit.Services.Hub;

/// <summary>A person of its department decides a step (人工审批).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Step">The step's id.</param>
/// <param name="IsApproved">Whether it is approved.</param>
/// <param name="Reason">Why it is declined; needed then. At most 2,000 characters; the applicant may read it.</param>
public sealed record DecideStep(string CommandId, string Step, bool IsApproved, string? Reason = null) : HubCommand(CommandId);
