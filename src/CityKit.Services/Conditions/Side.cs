namespace CityKit.Services.Conditions;

/// <summary>On which side of a bound a value has to be.</summary>
internal enum Side : byte
{
    Below,
    AtMost,
    AtLeast,
    Above,
}
