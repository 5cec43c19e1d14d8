using System.Collections.Immutable;

namespace CityKit.Webhooks;

/// <summary>Where a webhook is and how it is signed.</summary>
public sealed record WebhookOptions
{
    /// <summary>Where to: https, or http to this machine alone.</summary>
    public required Uri Url { get; init; }

    /// <summary>The secrets, each <c>whsec_</c> and base64; while a secret is replaced both sign.</summary>
    public required ImmutableArray<string> Secrets { get; init; }

    /// <summary>The largest body, in bytes; 16 KiB. A message that is larger is a dead letter at once.</summary>
    public int MaxBytes { get; init; } = 16 << 10;

    /// <exception cref="ArgumentException">The address, the secrets or the size will not do.</exception>
    internal void Validate()
    {
        if (!Url.IsAbsoluteUri || !(Url.Scheme == Uri.UriSchemeHttps || (Url.Scheme == Uri.UriSchemeHttp && Url.IsLoopback)))
            throw new ArgumentException($"The webhook {Url} must be https, or http to this machine. Webhook 地址须为 https，或指向本机的 http。");
        if (Url.UserInfo.Length > 0)
            throw new ArgumentException("A webhook's address has no user name or password in it. Webhook 地址不得包含用户名或密码。");
        if (Secrets.IsDefaultOrEmpty) throw new ArgumentException("A webhook needs a secret. Webhook 须设置密钥。");
        foreach (var secret in Secrets) WebhookSignature.KeyOf(secret);
        if (MaxBytes < 1) throw new ArgumentException($"MaxBytes is {MaxBytes}; allowed: at least 1. MaxBytes 为 {MaxBytes}，须不小于 1。");
    }
}
