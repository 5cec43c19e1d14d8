namespace CityKit.Samples.City;

/// <summary>What became of the rows of the workbook.</summary>
internal sealed record TreeCounts(long Accepted, int WithoutPlace, int OutsideTheMap);
