using CityKit.Core;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>
/// Verifies what a wallet presents (核验出示): signatures, issuers, holder, status, and that it was presented to this hub for this item. It is
/// asked before anything is journalled, and never by a replay.
/// </summary>
public interface IWalletReader
{
    /// <summary>Reads presentations.</summary>
    /// <param name="presentations">What the wallet sent.</param>
    /// <param name="item">The item that they are for.</param>
    /// <param name="application">The application that they are for: what a holder signs names it, so that it counts nowhere else.</param>
    /// <param name="now">The hub's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// The credentials, also those that are expired or revoked, so that a plan can say so; or, when one is not genuine, why all are
    /// refused.
    /// </returns>
    ValueTask<(IReadOnlyList<HeldCredential>? Wallet, Refusal? Refusal)> ReadAsync(
        IReadOnlyList<string> presentations, ServiceItem item, string application, Instant now, CancellationToken cancellationToken);
}
