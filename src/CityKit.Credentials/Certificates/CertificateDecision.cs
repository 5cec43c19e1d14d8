using CityKit.Core;

namespace CityKit.Credentials.Certificates;

/// <summary>What an act on a certificate led to.</summary>
/// <param name="Refusal">Why it was not done; null when it was.</param>
/// <param name="Before">The version that was there, in its new state; null when there was none.</param>
/// <param name="New">The new version; null when the act makes none.</param>
public sealed record CertificateDecision(Refusal? Refusal, RegisteredCertificate? Before, RegisteredCertificate? New)
{
    internal static CertificateDecision Refused(Refusal refusal) => new(refusal, null, null);
}
