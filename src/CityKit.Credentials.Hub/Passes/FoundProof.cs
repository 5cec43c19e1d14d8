using CityKit.Credentials.Passes;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>What is kept of a proof that was right (验证结果): which pass, at which gate, and no place of the phone.</summary>
/// <param name="Use">The proof's digest; a proof opens once.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Type">The pass's type.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="List">Its status list.</param>
/// <param name="Index">Its place in that list.</param>
/// <param name="Metres">How far from the poster the phone said it was, rounded to 10 m.</param>
public sealed record FoundProof(string Use, string Gate, string Type, string Issuer, int List, int Index, int Metres)
{
    internal static FoundProof Of(PosterProof proof, GatePoster poster) => new(PassGate.UseOf(proof), proof.Gate, proof.Pass.Content.Type,
        proof.Pass.Content.Issuer, proof.Pass.Content.StatusList, proof.Pass.Content.StatusIndex,
        10 * (int)Math.Round(proof.Place.MetresTo(poster.Place) / 10));
}
