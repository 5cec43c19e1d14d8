using System.Security.Cryptography;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.OpenId;

/// <summary>The key of one session on P-256, to which the wallet encrypts its answer (应答解密密钥). It is secret; keep it with the session and
/// dispose of it when the answer is here.</summary>
public sealed class ResponseKey : IDisposable
{
    private readonly ECDiffieHellman key;

    private ResponseKey(ECDiffieHellman key)
    {
        this.key = key;
        var point = key.ExportParameters(false).Q;
        var bare = PublicJwk.Of("P-256", point.X, point.Y);
        Public = bare with { Id = bare.Thumbprint() };
    }

    /// <summary>The public half; its id is its thumbprint.</summary>
    public PublicJwk Public { get; }

    /// <summary>A new key from the system's random source.</summary>
    public static ResponseKey Create() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a PKCS #8 PEM text.</summary>
    /// <exception cref="CryptographicException">The text is not a P-256 private key.</exception>
    public static ResponseKey FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return new ResponseKey(P256Pem.Read(ECDiffieHellman.Create(), pem));
    }

    /// <summary>The key as PKCS #8 PEM, for a session that another process finishes. It is secret.</summary>
    public string ToPem() => key.ExportPkcs8PrivateKeyPem();

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    /// <summary>The content of an encrypted response; null with what is wrong.</summary>
    internal byte[]? Decrypt(CompactJwe response, out CredentialProblem? problem)
    {
        if (JweHeader.Read(response.Header, Public.Id!, out problem) is not { } header) return null;
        var content = Agree(header.Sender) is { } secret
            ? response.Decrypt(ConcatKdf.Derive(secret, header.Encryption, header.PartyU, header.PartyV, header.KeyBytes)) : null;
        problem = content is null ? VpProblem.NotDecrypted() : null;
        return content;
    }

    /// <summary>The secret agreed with a sender; null when its point is not on the curve.</summary>
    internal byte[]? Agree(PublicJwk sender)
    {
        try
        {
            using var other = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = sender.X.ToArray(), Y = sender.Y.ToArray() },
            });
            return key.DeriveRawSecretAgreement(other.PublicKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
