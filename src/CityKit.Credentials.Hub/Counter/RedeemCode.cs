using CityKit.Modules;

namespace CityKit.Credentials.Hub.Counter;

/// <summary>A clerk redeems a code that a holder shows (扫码), for an annotated copy.</summary>
/// <param name="CommandId">The command's id: the copy is <c>ACCOUNT/ID</c>.</param>
/// <param name="Code">The code. It is spent when this is in the journal.</param>
/// <param name="Item">For which service item: as the holder said.</param>
/// <param name="Purpose">What for: as the holder said.</param>
public sealed record RedeemCode(string CommandId, string Code, string Item, string Purpose) : HubCommand(CommandId)
{
    /// <summary>Its kind and id: nothing of the holder.</summary>
    public override string ToString() => $"{nameof(RedeemCode)} {CommandId}";
}
