using CityKit.Credentials.Status;

namespace CityKit.Credentials.Vc;

/// <summary>The last check of a credential: what its issuer's status list says (凭证状态核验).</summary>
public static class VcStatus
{
    private const string Part = "payload /status/status_list";

    /// <summary>
    /// Checks the status of a credential that was just verified. One that has expired never comes here: expiry outranks the status.
    /// </summary>
    /// <param name="lists">The lists.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="policy">How old a list may be for credentials of this type.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Why it is refused: <c>revoked</c>, <c>suspended</c>, <c>stale</c> or <c>status</c>; null when it is valid, or names no
    /// list.</returns>
    public static async ValueTask<CredentialProblem?> CheckAsync(this StatusListCache lists, VerifiedVc credential, StatusPolicy policy,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(credential);
        if (credential.Status is not { } reference) return null;
        var answer = await lists.CheckAsync(credential.Token.Issuer, reference, policy, cancellation).ConfigureAwait(false);
        return answer.ToProblem(Part);
    }
}
