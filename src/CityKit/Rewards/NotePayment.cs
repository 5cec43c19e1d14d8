using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Rewards;

/// <summary>A payer reports that a reward was paid (登记发放).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The work item that was rewarded.</param>
/// <param name="Fen">How much was paid, in fen: the whole reward.</param>
/// <param name="Reference">The payment's own number; 1 to 64 characters, without personal data.</param>
public sealed record NotePayment(string CommandId, WorkItemId Item, int Fen, string Reference) : HubCommand(CommandId);
