using CityKit.Modules;

namespace CityKit.Rewards;

/// <summary>
/// A resident says where rewards are to be paid to (登记收款账户). It is encrypted beside the journal and goes with the person.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Person">The resident's own account, as they sign in.</param>
/// <param name="Account">Where to, such as an account of a payment service; 1 to 200 characters.</param>
public sealed record PutPayee(string CommandId, string Person, string Account) : HubCommand(CommandId);
