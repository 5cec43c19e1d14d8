using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace CityKit.Credentials.Trust;

/// <summary>The URIs and DNS names of a certificate (subject alternative name; RFC 5280, 4.2.1.6).</summary>
internal sealed record CertificateNames(IReadOnlyList<string> Uris, IReadOnlyList<string> Hosts)
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag HostTag = new(TagClass.ContextSpecific, 2);

    internal static CertificateNames Of(X509Certificate2 certificate)
    {
        var (uris, hosts) = (new List<string>(), new List<string>());
        if (certificate.Extensions[SubjectAlternativeName] is { } extension) Read(extension.RawData, uris, hosts);
        return new CertificateNames(uris, hosts);
    }

    /// <summary>Whether it names an issuer: the same URI, or the host of its https address.</summary>
    internal bool Name(string issuer) => Uris.Contains(issuer, StringComparer.Ordinal)
        || (Uri.TryCreate(issuer, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && Hosts.Contains(uri.IdnHost, StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Uris.Count + Hosts.Count == 0 ? "—" : string.Join(", ", Uris.Concat(Hosts).Take(3));

    private static void Read(byte[] extension, List<string> uris, List<string> hosts)
    {
        try
        {
            var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                var tag = names.PeekTag();
                if (tag == UriTag) uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
                else if (tag == HostTag) hosts.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, HostTag));
                else names.ReadEncodedValue();
            }
        }
        catch (AsnContentException)
        {
            uris.Clear(); // a broken extension names nobody
            hosts.Clear();
        }
    }
}
