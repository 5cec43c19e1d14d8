namespace CityKit.Testing.Conformance;

/// <summary>What was tested does not do what its seam promises; the message says which promise and what it did.</summary>
public sealed class ConformanceException(string message) : Exception(message);
