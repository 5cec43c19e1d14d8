using CityKit.Modules;

namespace CityKit.Credentials.Hub.Counter;

/// <summary>
/// A holder shows a code for a certificate (亮码): for one item, purpose and office, for some minutes, once. The phone makes the code
/// (<see cref="Certificates.ShowCode"/>) and sends its digest alone.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Identifier">The certificate's identifier, or the subject that stands for it.</param>
/// <param name="Digest">The code's digest.</param>
/// <param name="Item">For which service item, by its code.</param>
/// <param name="Purpose">What for, 1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Office">Which office may redeem it.</param>
/// <param name="Minutes">How long it may be redeemed, 1 to 10.</param>
/// <param name="Hours">How long the copy that it gives may be used, 1 to 168.</param>
public sealed record ShowCertificate(
    string CommandId, string Identifier, string Digest, string Item, string Purpose, string Office, int Minutes, int Hours)
        : HubCommand(CommandId)
{
    /// <summary>Its kind and id: nothing of the holder.</summary>
    public override string ToString() => $"{nameof(ShowCertificate)} {CommandId}";
}
