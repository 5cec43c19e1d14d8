using CityKit.Services.Claims;
using CityKit.Services.Items;

namespace CityKit.Services.Plans;

/// <summary>A credential that proves a material in one of its ways.</summary>
internal sealed record HeldProof(MaterialProof Proof, HeldCredential Credential);
