using CityKit.Core;

namespace CityKit.Credentials.SdJwt;

/// <summary>One part of a token in plain words.</summary>
/// <param name="Part">Which part, such as <c>issuer header</c>, <c>payload /exp</c>, <c>disclosure 3 /address</c> or <c>key binding</c>.</param>
/// <param name="Meaning">What it says. Values of claims are in it: show it to the holder, never log it.</param>
public sealed record InspectedPart(string Part, LocalizedText Meaning)
{
    /// <summary>The part, then its meaning in both languages.</summary>
    public override string ToString() => $"{Part}: {Meaning}";
}
