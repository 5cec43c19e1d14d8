using System.Buffers.Text;
using System.Text.Json;
using CityKit.Core;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Vc;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Services.Wallets;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>
/// Takes SD-JWT VCs that their holders present (出示可验证凭证): signed by the holder for this hub, for this item of this application, over a
/// nonce that the application gave and that counts once. A presentation is the compact token; one of another party than the applicant has
/// the party before it, <c>mother:eyJ…</c>.
/// </summary>
/// <remarks>
/// A token that fails a check is refused with it, and so is one that has expired; its status is left to the plan, which says so.
/// </remarks>
/// <param name="issuers">Whose signatures are believed.</param>
/// <param name="nonces">The nonces that the application gave out, one for each presentation, such as <see cref="OneTimeNonces"/>.</param>
/// <param name="lists">The status lists.</param>
/// <param name="status">How old a list may be.</param>
/// <param name="audience">Who this verifier is, as holders sign it, such as the hub's URL.</param>
/// <param name="policy">What else is accepted; <see cref="VcPolicy.Default"/> when it is null.</param>
public sealed class VcWalletReader(IIssuerKeys issuers, INonceRegister nonces, StatusListCache lists, StatusPolicy status, string audience,
    VcPolicy? policy = null) : IWalletReader
{
    private const string NoNonce = "-";

    private readonly VcVerifier verifier = new(issuers, policy, nonces);

    /// <summary>What a holder signs as <c>purpose</c>: the application, a slash, the item.</summary>
    public static string PurposeOf(string application, string item) => $"{application}/{item}";

    /// <inheritdoc/>
    public async ValueTask<(IReadOnlyList<HeldCredential>? Wallet, Refusal? Refusal)> ReadAsync(
        IReadOnlyList<string> presentations, ServiceItem item, string application, Instant now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(presentations);
        ArgumentNullException.ThrowIfNull(item);
        var wallet = new List<HeldCredential>();
        foreach (var presentation in presentations)
        {
            var (party, token) = Split(presentation ?? "");
            var request = new PresentationRequest(audience, NonceOf(token), PurposeOf(application, item.Id));
            if (verifier.VerifyPresentation(token, request, now, out var problem) is not { } credential)
                return (null, Texts.NotGenuine(wallet.Count + 1, problem!));
            var verdict = await VerdictAsync(credential, cancellationToken).ConfigureAwait(false);
            wallet.Add(HeldCredentials.From($"vc-{wallet.Count + 1}", credential.Token, verdict, party));
        }
        return (wallet, null);
    }

    /// <summary>No token has a colon.</summary>
    private static (string Party, string Token) Split(string presentation)
    {
        var colon = presentation.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (CredentialName.Applicant, presentation) : (presentation[..colon], presentation[(colon + 1)..]);
    }

    private async ValueTask<StatusVerdict> VerdictAsync(VerifiedVc credential, CancellationToken cancellationToken)
    {
        if (credential.Status is not { } entry) return StatusVerdict.Valid;
        return (await lists.CheckAsync(credential.Token.Issuer, entry, status, cancellationToken).ConfigureAwait(false)).Verdict;
    }

    /// <summary>The nonce that the holder says was signed, not checked yet; one that nobody ever made when it cannot be read.</summary>
    private static string NonceOf(string token)
    {
        try
        {
            if (token[(token.LastIndexOf('~') + 1)..].Split('.') is not [_, var payload, _]) return NoNonce;
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.TryGetProperty("nonce", out var nonce) && nonce.GetString() is { Length: > 0 } text ? text : NoNonce;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            return NoNonce;
        }
    }
}
