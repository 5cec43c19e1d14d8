using NodaTime;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>What the journal has of a certificate's version: nothing of its holder. The hub takes it from the record that a command
/// brings.</summary>
/// <param name="Certificate">The subject that stands for the identifier.</param>
/// <param name="Previous">The subject of the version before; null for none.</param>
/// <param name="Type">The type's code.</param>
/// <param name="Issuer">The name of the issuing body.</param>
/// <param name="Version">The version, from 1.</param>
/// <param name="ValidFrom">Its first valid day.</param>
/// <param name="ValidUntil">Its last valid day; null for never.</param>
public sealed record CertificateFacts(
    string Certificate, string? Previous, string Type, string Issuer, int Version, LocalDate ValidFrom, LocalDate? ValidUntil);
