#if CITYKIT_EDGE_TESTING
namespace CityKit.Edge.Testing;
#else
namespace CityKit.Testing.Conformance;
#endif

/// <summary>What was tested does not do what its seam promises; the message says which promise and what it did.</summary>
public sealed class ConformanceException(string message) : Exception(message);
