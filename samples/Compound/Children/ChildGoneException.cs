namespace CityKit.Samples.Compound.Children;

/// <summary>A child ended before it answered.</summary>
internal sealed class ChildGoneException(string message) : Exception(message);
