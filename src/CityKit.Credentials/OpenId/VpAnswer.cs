using CityKit.Credentials.Vc;

namespace CityKit.Credentials.OpenId;

/// <summary>What a wallet answered to a session (钱包应答): credentials that satisfy its query, or an error of its own.</summary>
public sealed record VpAnswer
{
    internal VpAnswer(IReadOnlyDictionary<string, IReadOnlyList<VerifiedVc>> credentials) => Credentials = credentials;

    internal VpAnswer(WalletError error) => (Credentials, Error) = (new Dictionary<string, IReadOnlyList<VerifiedVc>>(), error);

    /// <summary>The credentials by their id in the query, each verified but for its status; empty with an error.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<VerifiedVc>> Credentials { get; }

    /// <summary>Why the wallet gave none; null when it did.</summary>
    public WalletError? Error { get; }
}
