using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>Finds how the coordinates of a stated system, null for none, become WGS84; null with the reason when they cannot.</summary>
internal delegate PlaceConversion? PlaceConversionSearch(string? system, out Refusal? refusal);
