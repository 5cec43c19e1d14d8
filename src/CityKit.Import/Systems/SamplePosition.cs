namespace CityKit.Import.Systems;

/// <summary>A position of a file's first rows, as it is there.</summary>
/// <param name="First">What the file has in LON or x.</param>
/// <param name="Second">What it has in LAT or y.</param>
/// <param name="County">The six digits of the county that the row's codes name; 0 when it has none.</param>
internal readonly record struct SamplePosition(double First, double Second, int County);
