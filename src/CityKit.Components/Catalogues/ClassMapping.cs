using CityKit.Core;

namespace CityKit.Components.Catalogues;

/// <summary>What a class is called in another standard.</summary>
/// <param name="Source">The class asked for.</param>
/// <param name="Target">The class in the other standard; null when there is none.</param>
/// <param name="Basis">How sure it is.</param>
/// <param name="Note">Why, for people; a dropped class is named here.</param>
public sealed record ClassMapping(ClassKey Source, ClassKey? Target, MappingBasis Basis, LocalizedText Note);
