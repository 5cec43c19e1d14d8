namespace CityKit.Credentials.OpenId;

/// <summary>Why a wallet gave no credentials (钱包拒绝; OpenID4VP 1.0, 8.5).</summary>
/// <param name="Code">Its <c>error</c>, such as <c>access_denied</c>: the holder said no.</param>
/// <param name="Description">Its <c>error_description</c>, for a log and not for people; null when there is none.</param>
public sealed record WalletError(string Code, string? Description);
