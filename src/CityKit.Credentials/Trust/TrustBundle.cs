using CityKit.Core.Wire;
using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.Trust;

/// <summary>
/// All that a gate without network needs to judge credentials (离线信任包): issuers, their keys and their status lists, as one thing with a
/// version and an end. The same content gives the same bytes. <see cref="SignedTrustBundle"/> is what travels.
/// </summary>
/// <param name="Version">Its version, from 1; higher is newer, and a newer one is never replaced by an older one.</param>
/// <param name="MadeAt">When it was made; whole seconds, as for all times in it.</param>
/// <param name="ValidUntil">Until when it may be used without grace, exclusive; after <paramref name="MadeAt"/>.</param>
/// <param name="Issuers">The issuers, at most 256, each with another id.</param>
public sealed record TrustBundle(long Version, Instant MadeAt, Instant ValidUntil, IReadOnlyList<BundledIssuer> Issuers)
{
    /// <summary>The most bytes of a bundle with its envelope: 8 MiB, 60 lists of a million entries of 1 bit.</summary>
    public const int MaxBytes = 8 << 20;

    internal const int MaxIssuers = 256;
    internal const int MaxLists = 64;

    /// <summary>How long after its end a gate goes on with a bundle; 72 h.</summary>
    public static readonly Duration DefaultGrace = Duration.FromHours(72);

    /// <summary>How far a gate's clock may be behind the one that made the bundle; 60 s.</summary>
    public static readonly Duration Skew = Duration.FromSeconds(60);

    /// <summary>Its freshness at a time.</summary>
    /// <param name="now">A time of a clock that is known to be set.</param>
    /// <param name="grace">How long after its end it may be used; <see cref="DefaultGrace"/> unless a gate is stricter.</param>
    public BundleFreshness FreshnessAt(Instant now, Duration grace) =>
        MadeAt > now + Skew ? BundleFreshness.NotYet
        : now < ValidUntil ? BundleFreshness.Fresh
        : now < ValidUntil + grace ? BundleFreshness.Grace
        : BundleFreshness.Stale;

    /// <summary>Whether a gate that has the other takes this one in its place: only with a higher version.</summary>
    /// <param name="current">What it has; null for nothing.</param>
    public bool Replaces(TrustBundle? current) => current is null || Version > current.Version;

    /// <summary>The issuers as a registry; make it once for a bundle.</summary>
    /// <param name="suites">The signatures that are accepted; ES256 alone unless given.</param>
    public IssuerRegistry ToRegistry(SignatureSuites? suites = null) => new(Issuers.Select(bundled => bundled.Issuer), suites);

    /// <summary>A status list of an issuer by its number; null when it is not in the bundle.</summary>
    public BundledList? FindList(string issuer, int number) => Find(issuer)?.Lists.FirstOrDefault(list => list.Number == number);

    /// <summary>A status list of an issuer by its URI; null when it is not in the bundle. A list of another issuer is never
    /// found.</summary>
    public BundledList? FindList(string issuer, string uri) => Find(issuer)?.Lists.FirstOrDefault(list => list.List.Uri == uri);

    /// <summary>The bundle's bytes; what a signature covers.</summary>
    /// <exception cref="ArgumentException">A member is out of its range, or the whole is larger than <see cref="MaxBytes"/>.</exception>
    public byte[] Encode() => TrustBundleWriter.Write(this);

    /// <summary>Reads a bundle.</summary>
    /// <returns>The bundle, or null with what is wrong and where.</returns>
    public static TrustBundle? Decode(ReadOnlySpan<byte> bytes, out WireError? error) => TrustBundleReader.Read(bytes, out error);

    private BundledIssuer? Find(string issuer) => Issuers.FirstOrDefault(bundled => bundled.Issuer.Id == issuer);
}
