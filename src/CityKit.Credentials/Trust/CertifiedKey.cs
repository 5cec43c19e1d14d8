using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.Trust;

/// <summary>The key of a certificate whose chain ends at a trusted root, the time in which every certificate of the chain is valid, and its names.</summary>
internal sealed class CertifiedKey
{
    private readonly Instant from;
    private readonly Instant until;
    private readonly CertificateNames names;

    private CertifiedKey(ISignatureVerifier verifier, X509Certificate2Collection chain, CertificateNames names)
    {
        (Verifier, this.names) = (verifier, names);
        from = chain.Max(certificate => InstantOf(certificate.NotBefore));
        until = chain.Min(certificate => InstantOf(certificate.NotAfter));
    }

    internal ISignatureVerifier Verifier { get; }

    /// <summary>Builds the chain from the certificates alone, without network; times are checked by <see cref="ProblemAt"/>, with skew.</summary>
    internal static CertifiedKey? Of(X509Certificate2Collection certificates, X509Certificate2[] roots, Instant at, out CredentialProblem? problem)
    {
        using var chain = NewChain(certificates, roots, at);
        var built = chain.Build(certificates[0]);
        var elements = new X509Certificate2Collection(chain.ChainElements.Select(element => element.Certificate).ToArray());
        try
        {
            problem = built ? null : Untrusted(chain.ChainStatus.Select(status => status.Status).FirstOrDefault());
            if (built && Import(certificates[0]) is { } verifier) return new CertifiedKey(verifier, elements, CertificateNames.Of(certificates[0]));
            problem ??= NotAKey();
            return null;
        }
        finally
        {
            foreach (var element in elements) element.Dispose();
        }
    }

    internal CredentialProblem? ProblemAt(Instant at, Duration skew) => at >= from - skew && at < until + skew ? null
        : CredentialProblem.Of("certificate-validity", "header x5c", $"The certificates are valid from {from} until {until}, not at {at}.",
            $"证书链的有效期为 {from} 至 {until}，而现在是 {at}。");

    internal CredentialProblem? ProblemWith(string? issuer) => issuer is null || names.Name(issuer) ? null
        : CredentialProblem.Of("issuer", "payload /iss", $"The certificate does not name the issuer '{issuer}'; it names {names}.",
            $"证书中没有签发方“{issuer}”，只有 {names}。");

    private static X509Chain NewChain(X509Certificate2Collection certificates, X509Certificate2[] roots, Instant at)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.VerificationTime = at.ToDateTimeUtc();
        return chain;
    }

    private static ISignatureVerifier? Import(X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509KeyUsageExtension>().Any(usage => !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))) return null;
        using var key = certificate.GetECDsaPublicKey();
        if (key?.ExportParameters(false) is not { Curve.Oid.Value: "1.2.840.10045.3.1.7" } point) return null;
        return Es256Suite.Instance.Import(PublicJwk.Of(Es256Suite.Curve, point.Q.X, point.Q.Y));
    }

    private static Instant InstantOf(DateTime local) => Instant.FromDateTimeUtc(local.ToUniversalTime());

    private static CredentialProblem Untrusted(X509ChainStatusFlags status) => CredentialProblem.Of("certificate", "header x5c",
        $"The chain does not end at a trusted root, or is broken ({status}); the token has to bring every certificate below the root.",
        $"证书链未通向受信根证书或有缺损（{status}）；令牌须带上根证书以下的全部证书。");

    private static CredentialProblem NotAKey() => CredentialProblem.Of("certificate", "header x5c/0",
        "The signer's certificate has no key on P-256 that may sign.", "签名者证书中没有可用于签名的 P-256 密钥。");
}
