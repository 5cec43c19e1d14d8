using CityKit.Core.Text;

namespace CityKit.Credentials.OpenId;

/// <summary>What a verifier asks wallets for (DCQL, 凭证查询; OpenID4VP 1.0, 6). Immutable; it was checked when it was made.</summary>
/// <remarks>Every presentation must be bound to its holder: <c>require_cryptographic_holder_binding: false</c> is refused, and so is
/// <c>trusted_authorities</c>, because whom a verifier trusts is its registry's to say. Members that are not known are refused, not
/// skipped: a query is the verifier's
/// own, and what is skipped would not be asked.</remarks>
public sealed class DcqlQuery
{
    /// <summary>The largest text, in bytes; 64 KiB.</summary>
    public const int MaxBytes = 64 << 10;

    private readonly string json;

    private DcqlQuery(IReadOnlyList<DcqlCredential> credentials, IReadOnlyList<DcqlCredentialSet> sets) =>
        (Credentials, CredentialSets, json) = (credentials, sets, DcqlWriter.Write(credentials, sets));

    /// <summary>The credentials asked for, one or more.</summary>
    public IReadOnlyList<DcqlCredential> Credentials { get; }

    /// <summary>The alternatives among them; empty when all are asked for.</summary>
    public IReadOnlyList<DcqlCredentialSet> CredentialSets { get; }

    /// <summary>A query of these parts.</summary>
    /// <exception cref="ArgumentException">What <see cref="Read"/> would refuse.</exception>
    public static DcqlQuery Of(IReadOnlyList<DcqlCredential> credentials, params IReadOnlyList<DcqlCredentialSet> sets)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(sets);
        var query = new DcqlQuery(credentials, sets);
        var (_, errors) = Read(System.Text.Encoding.UTF8.GetBytes(query.json));
        return errors.Count == 0 ? query : throw new ArgumentException(errors.ToString(), nameof(credentials));
    }

    /// <summary>Reads a query.</summary>
    /// <param name="utf8">A JSON object, at most <see cref="MaxBytes"/>.</param>
    /// <returns>The query; null with what is wrong, each at its place.</returns>
    public static (DcqlQuery? Query, ConfigErrors Errors) Read(ReadOnlySpan<byte> utf8)
    {
        var reader = ConfigReader.Parse(utf8, new JsonLimits { Bytes = MaxBytes, Depth = 16 });
        var (credentials, sets) = DcqlReader.Read(reader);
        return reader.Errors.Count == 0 ? (new DcqlQuery(credentials, sets), reader.Errors) : (null, reader.Errors);
    }

    /// <summary>The credential of an id; null when the query has none.</summary>
    public DcqlCredential? Find(string id) => Credentials.FirstOrDefault(one => one.Id == id);

    /// <summary>The query as JSON.</summary>
    public override string ToString() => json;
}
