using CityKit.Cases;

namespace CityKit.AspNetCore.Keys;

/// <summary>A key that a person or system shows in the <c>CityKit-Key</c> header, and who acts with it.</summary>
/// <param name="Secret">The key: 16 characters or more, kept out of the source.</param>
/// <param name="Actor">Who acts with it.</param>
public sealed record CityKitKey(string Secret, Actor Actor);
