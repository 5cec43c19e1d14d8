using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Trust;

/// <summary>
/// Keys that tokens bring along as certificates (证书链; <c>x5c</c>), trusted when the chain ends at one of the given roots: certification
/// authorities of which the issuers' certificates come. Safe for several threads.
/// </summary>
/// <remarks>
/// <para>Nothing is fetched: a chain has to be whole, and <b>whether a certificate was revoked is not asked</b>. Take a root or an issuer out, or
/// keep issuers' keys in an <see cref="IssuerRegistry"/>, where that is not enough.</para>
/// <para>All certificates have to be valid now: a token outlives a change of certificates only in an <see cref="IssuerRegistry"/>. When the token
/// names an issuer (<c>iss</c>), the signer's certificate has to name it too: as a URI, or by the host of an https address as DNS name.</para>
/// </remarks>
public sealed class CertificateTrust : IIssuerKeys
{
    /// <summary>The most certificates of a chain.</summary>
    public const int MaxCertificates = 5;

    /// <summary>The most bytes of one certificate.</summary>
    public const int MaxCertificateBytes = 8 << 10;

    private const int MaxKept = 256;
    private readonly X509Certificate2[] roots;
    private readonly string[] types;
    private readonly Duration skew;
    private readonly ConcurrentDictionary<string, CertifiedKey> known = new(StringComparer.Ordinal);

    /// <summary>Trust in roots.</summary>
    /// <param name="roots">The root certificates; kept.</param>
    /// <param name="types">The types of credential that issuers under them may issue.</param>
    /// <param name="skew">How far clocks may be off; 60 s unless given.</param>
    public CertificateTrust(IEnumerable<X509Certificate2> roots, IEnumerable<string> types, Duration? skew = null)
    {
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentNullException.ThrowIfNull(types);
        (this.roots, this.types, this.skew) = ([.. roots], [.. types], skew ?? IssuerRegistry.DefaultSkew);
    }

    /// <inheritdoc/>
    public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
    {
        var chain = query.Header.Certificates;
        problem = chain.Count is 0 or > MaxCertificates ? ChainLength(chain.Count) : null;
        if (problem is not null || (Known(chain) ?? Certify(chain, query.At, out problem)) is not { } key) return null;
        problem = key.ProblemAt(query.At, skew) ?? key.ProblemWith(query.Issuer) ?? TypeProblem(query.CredentialType);
        return problem is null ? key.Verifier : null;
    }

    private CertifiedKey? Known(IReadOnlyList<string> chain) => known.GetValueOrDefault(NameOf(chain));

    private CertifiedKey? Certify(IReadOnlyList<string> chain, Instant at, out CredentialProblem? problem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            problem = ReadAll(chain, certificates);
            var key = problem is null ? CertifiedKey.Of(certificates, roots, at, out problem) : null;
            if (key is not null && known.Count < MaxKept) known.TryAdd(NameOf(chain), key);
            return key;
        }
        finally
        {
            foreach (var certificate in certificates) certificate.Dispose();
        }
    }

    private static CredentialProblem? ReadAll(IReadOnlyList<string> chain, X509Certificate2Collection certificates)
    {
        for (var i = 0; i < chain.Count; i++)
        {
            if (Read(chain[i]) is not { } certificate) return Unreadable(i);
            certificates.Add(certificate);
        }
        return null;
    }

    private static X509Certificate2? Read(string base64)
    {
        var der = new byte[MaxCertificateBytes];
        if (!Convert.TryFromBase64String(base64, der, out var length)) return null;
        try
        {
            return X509CertificateLoader.LoadCertificate(der.AsSpan(0, length));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string NameOf(IReadOnlyList<string> chain) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('.', chain))));

    private CredentialProblem? TypeProblem(string? type) => type is null || types.Contains(type, StringComparer.Ordinal) ? null : IssuerRegistry.MayNotIssue(type);

    private static CredentialProblem ChainLength(int count) => CredentialProblem.Of("certificate", "header x5c",
        $"The token brings {count} certificates; 1 to {MaxCertificates} are needed.", $"令牌带有 {count} 张证书；应为 1 至 {MaxCertificates} 张。");

    private static CredentialProblem Unreadable(int index) => new("certificate", $"header x5c/{index}", new LocalizedText(
        $"不是证书：应为 base64 编码的 DER，最多 {MaxCertificateBytes} 字节。", $"It is no certificate: DER in base64 of at most {MaxCertificateBytes} bytes is needed."));
}
