using CityKit.Modules;

namespace CityKit.Services.Hub;

/// <summary>
/// An applicant shows credentials for one item of an application (出示证照). They are verified before anything is journalled: the journal has
/// what was found, and what was shown is kept encrypted, as much of it as the item needs.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Application">The application.</param>
/// <param name="Item">The item that they are for.</param>
/// <param name="Presentations">What the wallet presents, as the hub's <see cref="IWalletReader"/> reads it.</param>
/// <param name="Applicant">The applicant's account; null for the one who gives the command.</param>
/// <param name="Record">What was shown; put there by the hub, whatever the caller wrote.</param>
/// <param name="Findings">What was found; put there by the hub, whatever the caller wrote.</param>
public sealed record ShowCredentials(string CommandId, string Application, string Item, IReadOnlyList<string>? Presentations,
    string? Applicant = null, string? Record = null, ShowFindings? Findings = null) : HubCommand(CommandId);
