using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>Turns a file's coordinates into a place in WGS84; false when they are none.</summary>
internal delegate bool PlaceConversion(double x, double y, out GeoPoint place);
