using CityKit.Core;
using CityKit.Services.Claims;

namespace CityKit.Services.Plans;

/// <summary>Why a credential does not prove a material, or a department does not confirm it, and the way out.</summary>
/// <param name="Code">
/// <c>none-held</c>, <c>wrong-issuer</c>, <c>not-yet-valid</c>, <c>expired</c>, <c>revoked</c>, <c>suspended</c>, <c>stale</c>,
/// <c>unknown-status</c>, <c>leniency</c>, <c>not-signed</c>, <c>claim-missing</c>, <c>not-electronic</c>, <c>source-not-connected</c>,
/// <c>paper-only</c>, <c>not-needed</c>.
/// </param>
/// <param name="Credential">The credential that it is about; null for none.</param>
/// <param name="Text">The reason, for the applicant. It names no value of a claim.</param>
public sealed record PlanReason(string Code, CredentialName? Credential, LocalizedText Text);
