using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Ends a household's consent (撤回同意): from now on no rule of that purpose judges its sensors, not even by readings of before that
/// are delivered late. Their open alerts end, and those who rely on the rules are notified. A new consent comes with
/// <see cref="PutSensors"/>.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Household">The household, as the register's entries name it.</param>
/// <param name="Purpose">What it agreed to and does not any more.</param>
public sealed record WithdrawConsent(string CommandId, string Household, string Purpose) : HubCommand(CommandId);
