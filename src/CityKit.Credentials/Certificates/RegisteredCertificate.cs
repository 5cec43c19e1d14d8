namespace CityKit.Credentials.Certificates;

/// <summary>A certificate's version and its stored state.</summary>
/// <param name="Certificate">The record.</param>
/// <param name="State">The state, without regard to its dates: see <see cref="CertificateLifecycle.On"/>.</param>
public sealed record RegisteredCertificate(ElectronicCertificate Certificate, CertificateState State);
