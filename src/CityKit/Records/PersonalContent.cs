namespace CityKit.Records;

/// <summary>What a record encrypts, as it is written.</summary>
internal sealed record PersonalContent(string? Text, double? Longitude, double? Latitude, string? Contact, string? Reference);
